package dev.cellwright.localcell.dataapi;

import java.time.Duration;

/// The bounds of the Data API, and how a connection goes back to its pool.
public record DataApiLimits(
    Duration statement,
    Duration idleTransaction,
    Duration transaction,
    Duration waitForConnection,
    int connectionsPerUser,
    int connections,
    boolean discardOnReturn) {

  /// The bounds that AWS documents; the pool is ours.
  public static final DataApiLimits AWS =
      new DataApiLimits(
          Duration.ofSeconds(45),
          Duration.ofMinutes(3),
          Duration.ofHours(24),
          Duration.ofSeconds(30),
          16,
          64,
          true);

  /// The same bounds with `discard all` on return switched on or off.
  public DataApiLimits withDiscardOnReturn(boolean discard) {
    return new DataApiLimits(
        statement,
        idleTransaction,
        transaction,
        waitForConnection,
        connectionsPerUser,
        connections,
        discard);
  }
}
