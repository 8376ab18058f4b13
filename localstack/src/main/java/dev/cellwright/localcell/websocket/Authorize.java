package dev.cellwright.localcell.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.iam.Policy;
import dev.cellwright.localcell.websocket.CallFunction.Call;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.Answered;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.Failed;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.NotPermitted;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.TimedOut;
import dev.cellwright.localcell.websocket.SocketApi.Authorizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks an authorizer's function whether a client may connect.
record Authorize(SocketApi api, SocketEvents events, CallFunction functions) {
  private static final System.Logger LOG = System.getLogger(Authorize.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String UNAUTHORIZED = "Unauthorized"; // a function says so by throwing it

  sealed interface Decision {
    /// @param context what the function says of the client, for every event of the connection
    record Allowed(ObjectNode context) implements Decision {}

    record Refused(int status) implements Decision {}
  }

  Decision decide(Authorizer authorizer, Handshake handshake) throws InterruptedException {
    var incoming = handshake.incoming();
    if (!authorizer.identitySources().stream()
        .allMatch(each -> each.isIn(incoming.headers(), handshake.query()))) {
      return new Decision.Refused(401);
    }
    var outcome =
        functions.call(
            new Call(
                authorizer.function(),
                api.arn("authorizers/" + authorizer.id()),
                TIMEOUT,
                events.authorizer(handshake),
                incoming.requestId(),
                incoming.traceId()));
    return switch (outcome) {
      case Answered(var answer) -> decision(answer);
      case Failed(var message) -> new Decision.Refused(message.equals(UNAUTHORIZED) ? 401 : 500);
      case TimedOut() -> new Decision.Refused(500);
      case NotPermitted() -> new Decision.Refused(500);
    };
  }

  private Decision decision(JsonNode answer) {
    var context = context(answer);
    var policy = policy(answer);
    if (context == null || policy == null) {
      LOG.log(System.Logger.Level.WARNING, api.name() + ": the authorizer's answer is malformed");
      return new Decision.Refused(500);
    }
    return policy
            .decide("execute-api:Invoke", api.stageArn(SocketApi.CONNECT), Map.of())
            .isAllowed()
        ? new Decision.Allowed(context)
        : new Decision.Refused(403);
  }

  private static @Nullable Policy policy(JsonNode answer) {
    try {
      return answer.path("policyDocument").path("Statement").isContainerNode()
          ? Policy.of(List.of(answer.path("policyDocument")))
          : null;
    } catch (IllegalArgumentException _) {
      return null; // a statement IAM would not take either
    }
  }

  /// The principal and the context's values as texts; null where the answer has no principal or a
  /// value is no scalar.
  private static @Nullable ObjectNode context(JsonNode answer) {
    var context = Json.object();
    for (var field : answer.path("context").properties()) {
      if (!field.getValue().isValueNode()) {
        return null;
      }
      context.put(field.getKey(), field.getValue().asText());
    }
    return answer.path("principalId").isTextual()
        ? context.put("principalId", answer.path("principalId").asText())
        : null;
  }
}
