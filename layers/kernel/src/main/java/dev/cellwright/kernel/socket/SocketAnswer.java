package dev.cellwright.kernel.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What API Gateway is answered.
///
/// @param subprotocol that the connection speaks, of those which the client offered
/// @param body what goes back over the connection, for a message
/// @param code why not, where it didn't go well; for the log
public record SocketAnswer(
    int status, @Nullable String subprotocol, @Nullable ObjectNode body, @Nullable String code) {

  static SocketAnswer opened(@Nullable String subprotocol) {
    return new SocketAnswer(200, subprotocol, null, null);
  }

  static SocketAnswer refused(int status) {
    return new SocketAnswer(status, null, null, "REFUSED");
  }

  static SocketAnswer done(@Nullable ObjectNode body) {
    return new SocketAnswer(200, null, body, null);
  }

  /// An error that the client is told of over the connection. What the gateway is told is that the
  /// message was dealt with: of any other status it would make a message of its own.
  static SocketAnswer error(SocketError error) {
    return new SocketAnswer(200, null, error.json(), error.code());
  }
}
