package dev.cellwright.localcell.dataapi;

import java.sql.Connection;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/// A transaction between calls: its connection, whose it is, and when it was last used.
final class Transaction {
  private final String id;
  private final String clusterArn;
  private final Login login;
  private final Connection connection;
  private final Instant begunAt;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Instant usedAt;

  Transaction(String id, String clusterArn, Login login, Connection connection, Instant begunAt) {
    this.id = id;
    this.clusterArn = clusterArn;
    this.login = login;
    this.connection = connection;
    this.begunAt = begunAt;
    this.usedAt = begunAt;
  }

  String id() {
    return id;
  }

  Login login() {
    return login;
  }

  Connection connection() {
    return connection;
  }

  boolean isOf(String cluster, String user) {
    return clusterArn.equals(cluster) && login.user().equals(user);
  }

  /// Takes the transaction for one call; false when another call has it.
  boolean take() {
    return busy.compareAndSet(false, true);
  }

  void leave(Instant now) {
    usedAt = now;
    busy.set(false);
  }

  boolean isDead(DataApiLimits limits, Instant now) {
    return now.isAfter(usedAt.plus(limits.idleTransaction()))
        || now.isAfter(begunAt.plus(limits.transaction()));
  }
}
