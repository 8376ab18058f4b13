package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.socket.Frame;
import dev.cellwright.kernel.socket.SocketError;
import dev.cellwright.kernel.socket.Sockets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells a connection that may say nothing any more why, and closes it.
record TurnAway(Sockets sockets) {

  /// @param state what is wrong with it
  /// @return nothing to answer: it is said already
  @Nullable ObjectNode from(String connection, String state) {
    var error =
        switch (state) {
          case "expired" ->
              new SocketError("TOKEN_EXPIRED", "The access token ended: connect with a new one");
          case "ended" -> new SocketError("SESSION_ENDED", "The session ended: log in again");
          case "gone" -> new SocketError("CLOSED", "The connection is closed: connect again");
          default -> throw new IllegalStateException("unknown state of a connection: " + state);
        };
    var deadline = RequestScope.current().deadline();
    sockets.push(List.of(new Frame(connection, error.json().toString())), deadline);
    sockets.close(List.of(connection), deadline);
    return null;
  }
}
