package dev.cellwright.localcell.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.gateway.Header;
import dev.cellwright.localcell.gateway.Reply;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/// What API Gateway says when it refuses: a message, the connection and the request.
final class Refusal {

  private Refusal() {}

  /// The answer to a handshake that is refused.
  static Reply reply(int status, String connectionId, String requestId) {
    return new Reply(
        status,
        List.of(
            new Header("Content-Type", "application/json"),
            new Header("X-Correlation-Id", requestId)),
        message(text(status), connectionId, requestId).toString().getBytes(UTF_8));
  }

  /// What is sent over an open connection.
  static ObjectNode message(String text, String connectionId, String requestId) {
    return Json.object()
        .put("message", text)
        .put("connectionId", connectionId)
        .put("requestId", requestId);
  }

  private static String text(int status) {
    return status >= 500 ? "Internal server error" : HttpStatus.getMessage(status);
  }
}
