package dev.cellwright.localcell.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.gateway.Functions;
import dev.cellwright.localcell.lambda.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls a function as the WebSocket API does: with its permission, and for a bounded time.
record CallFunction(Functions functions) {

  sealed interface Outcome {
    record Answered(JsonNode answer) implements Outcome {}

    /// The function failed with this message, or answered no JSON.
    record Failed(String message) implements Outcome {}

    /// The gateway stopped waiting; the function goes on, as on AWS.
    record TimedOut() implements Outcome {}

    /// No resource policy of the function lets the gateway call it.
    record NotPermitted() implements Outcome {}
  }

  /// One call, and the trace it belongs to.
  record Call(
      String function,
      String sourceArn,
      Duration timeout,
      byte[] event,
      String requestId,
      String traceId) {}

  Outcome call(Call call) throws InterruptedException {
    var function = functions.find(call.function());
    if (function == null || !functions.mayInvoke(call.function(), call.sourceArn())) {
      return new Outcome.NotPermitted();
    }
    try {
      return outcome(
          function
              .invoke(call.event(), call.requestId(), "Root=" + call.traceId())
              .get(call.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return new Outcome.TimedOut();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an invocation ends with a value", e);
    }
  }

  private static Outcome outcome(Invocation invocation) {
    return switch (invocation) {
      case Invocation.Answered(var payload) -> answered(payload);
      case Invocation.Failed(_, var message) -> new Outcome.Failed(message);
      case Invocation.TimedOut(var after) ->
          new Outcome.Failed("Task timed out after " + after.toSeconds() + " s");
      case Invocation.EventTooLarge(var bytes) ->
          new Outcome.Failed("an event of " + bytes + " bytes is more than Lambda takes");
    };
  }

  private static Outcome answered(byte[] payload) {
    try {
      return new Outcome.Answered(Json.MAPPER.readTree(payload));
    } catch (IOException e) {
      return new Outcome.Failed("the function answered no JSON: " + e.getMessage());
    }
  }
}
