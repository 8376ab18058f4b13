package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The database `aws`, where keys, secrets, parameters, mail and messages are kept: the host's own,
/// out of the cell's reach.
///
/// Connections are used again, because a log-in takes longer than most of what is asked here.
public final class AwsDatabase implements AutoCloseable {
  private static final String NAME = "aws";
  private static final int MOST_CONNECTIONS = 24;
  private static final int MOST_IDLE = 8;
  private static final long PATIENCE_SECONDS = 30;

  private final LocalPostgres postgres;
  private final Semaphore connections = new Semaphore(MOST_CONNECTIONS, true);
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  private AwsDatabase(LocalPostgres postgres) {
    this.postgres = postgres;
  }

  static AwsDatabase open(LocalPostgres postgres) throws SQLException {
    postgres.createHostDatabase(NAME);
    return new AwsDatabase(postgres);
  }

  /// Something done in one transaction.
  @FunctionalInterface
  public interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /// Does something in one transaction. What it wrote survives once this returns.
  public <T> T transact(Work<T> work) throws SQLException {
    acquire();
    try {
      var connection = connection();
      T result;
      try {
        result = work.in(connection);
        connection.commit();
      } catch (Throwable e) {
        abandon(connection, e);
        throw e;
      }
      giveBack(connection);
      return result;
    } finally {
      connections.release();
    }
  }

  private void acquire() throws SQLException {
    try {
      if (!connections.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new SQLException("all connections of the host's database are in use");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for the host's database", e);
    }
  }

  private Connection connection() throws SQLException {
    var connection = idle.poll();
    if (connection == null) {
      connection = postgres.superuser(NAME);
      connection.setAutoCommit(false);
    }
    return connection;
  }

  private void giveBack(Connection connection) throws SQLException {
    if (idle.size() < MOST_IDLE) {
      idle.push(connection);
    } else {
      connection.close();
    }
  }

  private static void abandon(Connection connection, Throwable because) {
    try {
      connection.close();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  /// Closes the connections that nobody uses.
  @Override
  public void close() throws SQLException {
    for (var connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }
}
