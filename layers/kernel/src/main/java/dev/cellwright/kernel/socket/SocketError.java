package dev.cellwright.kernel.socket;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.InvalidShape;

/// An error as it is told over a connection: `{"type": "error", "code": …, "message": …}`.
///
/// @param code for programs, in capitals
/// @param message for people
public record SocketError(String code, String message) {

  static SocketError of(InvalidShape invalid) {
    var first = invalid.errors().getFirst();
    var what = first.field().isEmpty() ? "the message" : first.field();
    return new SocketError("INVALID_MESSAGE", what + " " + first.message());
  }

  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "error")
        .put("code", code)
        .put("message", message);
  }
}
