package dev.cellwright.localcell.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;

/// The error form of the cell, for what is answered before or beside its API: bad HTTP, `/_cell/`.
public final class ErrorBody {

  private ErrorBody() {}

  /// The answer to a request that could be read.
  public static Reply reply(int status, String message, Incoming incoming) {
    return reply(status, message, incoming.correlationId(), incoming.at());
  }

  static Reply reply(int status, String message, String correlationId, Instant at) {
    return new Reply(
        status,
        List.of(
            new Header("Content-Type", "application/json"),
            new Header("X-Correlation-Id", correlationId)),
        bytes(status, message, correlationId, at));
  }

  private static byte[] bytes(int status, String message, String correlationId, Instant at) {
    var body = JsonNodeFactory.instance.objectNode();
    var error = body.putObject("error");
    error.put("code", code(status));
    error.put("message", message);
    error.putArray("details");
    error.put("correlationId", correlationId);
    error.put("timestamp", at.toString());
    return body.toString().getBytes(UTF_8);
  }

  private static String code(int status) {
    return switch (status) {
      case 403 -> "FORBIDDEN";
      case 404 -> "NOT_FOUND";
      case 405 -> "METHOD_NOT_ALLOWED";
      case 408 -> "REQUEST_TIMEOUT";
      case 409 -> "CONFLICT";
      case 413, 414, 431 -> "PAYLOAD_TOO_LARGE";
      case 503 -> "SERVICE_UNAVAILABLE";
      default -> status < 500 ? "VALIDATION_ERROR" : "INTERNAL_ERROR";
    };
  }
}
