package dev.cellwright.kernel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.socket.SocketAnswer;
import dev.cellwright.kernel.socket.SocketEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// API Gateway's event of a WebSocket API, and what it takes back.
public final class SocketProxyEvent {
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

  private SocketProxyEvent() {}

  /// @throws IllegalArgumentException for an event of no kind that the gateway has
  public static SocketEvent read(JsonNode event, Instant deadline) {
    var context = event.path("requestContext");
    var connection = context.path("connectionId").asText();
    var requestId = context.path("requestId").asText();
    var kind = context.path("eventType").asText();
    return switch (kind) {
      case "CONNECT" ->
          new SocketEvent.Opened(
              connection,
              requestId,
              deadline,
              context.path("identity").path("sourceIp").asText(),
              protocols(event),
              texts(event.path("multiValueQueryStringParameters").path("token")));
      case "MESSAGE" ->
          new SocketEvent.Said(
              connection,
              requestId,
              deadline,
              event.path("isBase64Encoded").asBoolean() ? null : event.path("body").asText(""));
      case "DISCONNECT" ->
          new SocketEvent.Closed(
              connection, requestId, deadline, context.path("disconnectStatusCode").asInt());
      default -> throw new IllegalArgumentException("no event of a WebSocket: " + kind);
    };
  }

  private static List<String> protocols(JsonNode event) {
    return event.path("multiValueHeaders").properties().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(SUBPROTOCOL))
        .flatMap(header -> texts(header.getValue()).stream())
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static List<String> texts(JsonNode values) {
    return values.valueStream().map(JsonNode::asText).toList();
  }

  public static ObjectNode write(SocketAnswer answer) {
    var written = JsonNodeFactory.instance.objectNode().put("statusCode", answer.status());
    if (answer.subprotocol() != null) {
      written.putObject("headers").put(SUBPROTOCOL, answer.subprotocol());
    }
    if (answer.body() != null) {
      written.put("body", answer.body().toString());
    }
    return written;
  }
}
