package dev.cellwright.kernel.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.FieldError;
import dev.cellwright.kernel.shape.Shapes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error, in the two forms a client may ask for: the cell's envelope, and RFC 9457.
record ErrorBody(
    int status,
    String code,
    String message,
    List<FieldError> details,
    @Nullable Record current,
    String correlationId,
    Instant timestamp) {

  static final String PROBLEM = "application/problem+json";

  byte[] envelope(Clearance clearance) {
    var root = JsonNodeFactory.instance.objectNode();
    var error = root.putObject("error");
    error.put("code", code).put("message", message);
    details(error, clearance);
    error.put("correlationId", correlationId).put("timestamp", timestamp.toString());
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  byte[] problem(Clearance clearance) {
    var root = JsonNodeFactory.instance.objectNode();
    root.put("type", "about:blank").put("title", title()).put("status", status);
    root.put("detail", message).put("code", code);
    details(root, clearance);
    root.put("correlationId", correlationId).put("timestamp", timestamp.toString());
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void details(ObjectNode body, Clearance clearance) {
    if (!details.isEmpty()) {
      var list = body.putArray("details");
      details.forEach(
          detail -> list.addObject().put("field", detail.field()).put("message", detail.message()));
    }
    if (current != null) {
      body.set("current", Shapes.tree(current, clearance, null));
    }
  }

  /// The status in words (RFC 9110, 15).
  private String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 423 -> "Locked";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
