package dev.cellwright.kernel.socket;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What API Gateway tells of a connection.
public sealed interface SocketEvent {
  String connection();

  /// The gateway's id of this event, under which it is found in logs.
  String requestId();

  /// When the sandbox gives up, by the real clock.
  Instant deadline();

  /// @param protocols the `Sec-WebSocket-Protocol` that the client offers, in its order
  /// @param tokens the values of `?token=`
  record Opened(
      String connection,
      String requestId,
      Instant deadline,
      String sourceAddress,
      List<String> protocols,
      List<String> tokens)
      implements SocketEvent {
    public Opened {
      protocols = List.copyOf(protocols);
      tokens = List.copyOf(tokens);
    }

    /// Never shows the tokens.
    @Override
    public String toString() {
      return "Opened[" + connection + "]";
    }
  }

  /// @param text null where the message is binary
  record Said(String connection, String requestId, Instant deadline, @Nullable String text)
      implements SocketEvent {

    /// Never shows what was said.
    @Override
    public String toString() {
      return "Said[" + connection + "]";
    }
  }

  /// @param code of the close frame, or the gateway's (RFC 6455, 7.4)
  record Closed(String connection, String requestId, Instant deadline, int code)
      implements SocketEvent {}
}
