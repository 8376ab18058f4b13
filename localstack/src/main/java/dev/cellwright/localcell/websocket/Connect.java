package dev.cellwright.localcell.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.websocket.CallFunction.Call;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.Answered;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.Failed;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.NotPermitted;
import dev.cellwright.localcell.websocket.CallFunction.Outcome.TimedOut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides whether a client may connect: its authorizer first, then the route `$connect`.
record Connect(SocketApi api, SocketEvents events, CallFunction functions, Authorize authorize) {
  private static final System.Logger LOG = System.getLogger(Connect.class.getName());
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

  sealed interface Outcome {
    /// @param subprotocol the function's choice among those the client offered
    record Accepted(Peer peer, @Nullable String subprotocol) implements Outcome {}

    record Refused(int status) implements Outcome {}
  }

  Outcome connect(Handshake handshake, List<String> offered) throws InterruptedException {
    var route = api.route(SocketApi.CONNECT);
    if (route == null) {
      return new Outcome.Accepted(handshake.peer(), null);
    }
    if (route.authorizer() == null) {
      return connect(route, handshake, offered);
    }
    return switch (authorize.decide(route.authorizer(), handshake)) {
      case Authorize.Decision.Refused(var status) -> new Outcome.Refused(status);
      case Authorize.Decision.Allowed(var context) ->
          connect(route, handshake.authorized(handshake.peer().authorized(context)), offered);
    };
  }

  private Outcome connect(SocketApi.Route route, Handshake handshake, List<String> offered)
      throws InterruptedException {
    var incoming = handshake.incoming();
    var outcome =
        functions.call(
            new Call(
                route.function(),
                api.stageArn(SocketApi.CONNECT),
                route.timeout(),
                events.connect(handshake),
                incoming.requestId(),
                incoming.traceId()));
    return switch (outcome) {
      case Answered(var answer) -> accept(answer, handshake, offered);
      case Failed _ -> new Outcome.Refused(502);
      case TimedOut() -> new Outcome.Refused(504);
      case NotPermitted() -> new Outcome.Refused(500);
    };
  }

  private Outcome accept(JsonNode answer, Handshake handshake, List<String> offered) {
    if (!RunRoute.isResponse(answer)) {
      return new Outcome.Refused(502);
    }
    var status = answer.path("statusCode").asInt();
    if (status < 200 || status > 299) {
      return new Outcome.Refused(status < 400 ? 502 : status);
    }
    var subprotocol = subprotocol(answer);
    if (subprotocol != null && !offered.contains(subprotocol)) {
      LOG.log(
          System.Logger.Level.WARNING,
          api.name() + ": $connect chose a subprotocol that the client did not offer");
      return new Outcome.Refused(502);
    }
    return new Outcome.Accepted(handshake.peer(), subprotocol);
  }

  private static @Nullable String subprotocol(JsonNode answer) {
    for (var header : answer.path("headers").properties()) {
      if (header.getKey().equalsIgnoreCase(SUBPROTOCOL)) {
        return header.getValue().asText();
      }
    }
    return null;
  }
}
