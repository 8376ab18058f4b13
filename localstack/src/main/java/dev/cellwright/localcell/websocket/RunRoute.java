package dev.cellwright.localcell.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.gateway.ServedRequest;
import dev.cellwright.localcell.websocket.CallFunction.Call;
import dev.cellwright.localcell.websocket.CallFunction.Outcome;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.Answered;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.Failed;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.NotPermitted;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.TimedOut;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;

/// Runs a route of an open connection: a message's, or the last one's when it is closed.
record RunRoute(
    SocketApi api,
    SocketEvents events,
    CallFunction functions,
    InstantSource clock,
    Consumer<ServedRequest> served) {

  /// Runs the route a message selects. What goes wrong is told to the client, as on AWS.
  void message(Connection connection, String text) throws InterruptedException {
    var requestId = UUID.randomUUID().toString();
    var key = api.selection().select(text, api.routes().keySet());
    var route = key == null ? null : api.route(key);
    if (route == null) {
      complain(connection, "Forbidden", requestId);
      return;
    }
    var event = events.message(connection.peer(), route.key(), text, requestId, clock.instant());
    switch (run(route, event, requestId)) {
      case Answered(var answer) -> {
        if (!isResponse(answer)) {
          complain(connection, "Internal server error", requestId);
        } else if (route.answers() && answer.path("body").isTextual()) {
          connection.send(answer.path("body").textValue());
        }
      }
      case TimedOut() -> complain(connection, "Endpoint request timed out", requestId);
      case Failed _, NotPermitted _ -> complain(connection, "Internal server error", requestId);
    }
  }

  /// Tells the function that the connection is gone. Nobody is left to hear that it failed.
  void disconnect(Peer peer, int status, String reason) throws InterruptedException {
    var route = api.route(SocketApi.DISCONNECT);
    if (route != null) {
      var requestId = UUID.randomUUID().toString();
      run(route, events.disconnect(peer, status, reason, requestId, clock.instant()), requestId);
    }
  }

  private Outcome run(SocketApi.Route route, byte[] event, String requestId)
      throws InterruptedException {
    var at = clock.instant();
    var started = System.nanoTime();
    var random = requestId.replace("-", "").substring(8);
    var traceId = "1-%08x-%s".formatted(at.getEpochSecond(), random);
    var outcome =
        functions.call(
            new Call(
                route.function(),
                api.stageArn(route.key()),
                route.timeout(),
                event,
                requestId,
                traceId));
    served.accept(
        new ServedRequest(
            at,
            route.key().equals(SocketApi.DISCONNECT) ? "DISCONNECT" : "MESSAGE",
            SocketFront.PATH + " " + route.key(),
            status(outcome),
            (System.nanoTime() - started) / 1e6,
            requestId,
            traceId));
    return outcome;
  }

  private static int status(Outcome outcome) {
    return switch (outcome) {
      case Answered(var answer) -> isResponse(answer) ? answer.path("statusCode").asInt() : 502;
      case Failed _ -> 502;
      case TimedOut() -> 504;
      case NotPermitted() -> 500;
    };
  }

  /// Whether a function answered in the form of a proxy integration.
  static boolean isResponse(JsonNode answer) {
    return answer.isObject() && answer.path("statusCode").asText().matches("[1-5][0-9]{2}");
  }

  private static void complain(Connection connection, String message, String requestId)
      throws InterruptedException {
    connection.send(Refusal.message(message, connection.peer().id(), requestId).toString());
  }
}
