package dev.cellwright.localcell.websocket;

import java.time.Duration;

/// What a connection is held to, by the real clock.
public record SocketLimits(
    int messageBytes, int frameBytes, Duration idle, Duration longest, Duration slowestSend) {

  /// The quotas of API Gateway, which can't be raised; the last is ours: a client that takes
  /// nothing for so long is gone.
  public static final SocketLimits AWS =
      new SocketLimits(
          128 * 1024,
          32 * 1024,
          Duration.ofMinutes(10),
          Duration.ofHours(2),
          Duration.ofSeconds(10));
}
