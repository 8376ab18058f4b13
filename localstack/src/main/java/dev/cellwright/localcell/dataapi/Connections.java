package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/// The open connections, a pool for each login.
final class Connections implements AutoCloseable {
  private static final String LARGEST_BUFFERED_RESULT = "64M"; // bounds our memory, not the answer

  /// `discard all` but for the plans, which no call can see: with them every function is planned
  /// anew by the next.
  private static final String FORGET =
      """
      close all; set session authorization default; reset all; deallocate all; unlisten *;
      select pg_catalog.pg_advisory_unlock_all(); discard temporary; discard sequences\
      """;

  private static final boolean ELSEWHERE =
      !TimeZone.getDefault().hasSameRules(TimeZone.getTimeZone("UTC"));

  private final LocalPostgres postgres;
  private final DataApiLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition returned = lock.newCondition();
  private final Map<Login, Pool> pools = new HashMap<>();
  private int open;
  private boolean closed;

  /// The connections of one login: those that nobody uses, and the number of all.
  private static final class Pool {
    private final Deque<Connection> idle = new ArrayDeque<>();
    private int open;
  }

  Connections(LocalPostgres postgres, DataApiLimits limits) {
    this.postgres = postgres;
    this.limits = limits;
  }

  /// A connection, as fresh as from a log-in. Waits for one when all are taken, up to the bound.
  Connection take(Login login) throws SQLException {
    var idle = reserve(login);
    if (idle != null) {
      return idle;
    }
    try {
      return connect(login);
    } catch (SQLException | RuntimeException e) {
      forget(login);
      throw e;
    }
  }

  /// An idle connection, or null when a new one may be opened.
  private @Nullable Connection reserve(Login login) {
    var left = limits.waitForConnection().toNanos();
    lock.lock();
    try {
      while (true) {
        var pool = pools.computeIfAbsent(login, _ -> new Pool());
        if (!pool.idle.isEmpty()) {
          return pool.idle.pop();
        }
        if (pool.open < limits.connectionsPerUser() && (open < limits.connections() || evict())) {
          pool.open++;
          open++;
          return null;
        }
        if (left <= 0 || closed) {
          throw new AwsError(
              "ServiceUnavailableError", 503, "no connection to the database became free");
        }
        left = returned.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwsError("ServiceUnavailableError", 503, "the service stops");
    } finally {
      lock.unlock();
    }
  }

  /// Closes a connection that nobody uses, to make room for another login's.
  private boolean evict() {
    for (var pool : pools.values()) {
      var idle = pool.idle.pollLast();
      if (idle != null) {
        pool.open--;
        open--;
        Connections.close(idle);
        return true;
      }
    }
    return false;
  }

  private Connection connect(Login login) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("ApplicationName", "data api");
    properties.setProperty(
        "assumeMinServerVersion", "17"); // settings of the log-in survive a reset
    properties.setProperty("binaryTransfer", "false");
    properties.setProperty("maxResultBuffer", LARGEST_BUFFERED_RESULT);
    properties.setProperty("connectTimeout", "10");
    // A reset forgets prepared statements, so preparing pays only without it.
    properties.setProperty("prepareThreshold", limits.discardOnReturn() ? "0" : "3");
    var connection = DriverManager.getConnection(postgres.url(login.database()), properties);
    inUtc(connection);
    return connection;
  }

  /// The driver asks for this machine's time zone; Aurora's is UTC.
  private static void inUtc(Connection connection) throws SQLException {
    if (ELSEWHERE) {
      run(connection, "set time zone 'UTC'");
    }
  }

  /// Takes a connection back: nothing of a call survives it. One that can't be reset is closed.
  void giveBack(Login login, Connection connection) {
    if (!reset(connection)) {
      close(connection);
      forget(login);
      return;
    }
    lock.lock();
    try {
      var pool = pools.get(login);
      if (closed || pool == null) {
        close(connection);
      } else {
        pool.idle.push(connection);
      }
      returned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean reset(Connection connection) {
    try {
      if (connection.isClosed()) {
        return false;
      }
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      } else if (connection.unwrap(BaseConnection.class).getTransactionState()
          != TransactionState.IDLE) {
        run(connection, "rollback"); // the call began one by SQL
      }
      if (limits.discardOnReturn()) {
        run(connection, FORGET);
        inUtc(connection);
      }
      return true;
    } catch (SQLException e) {
      return false; // a broken connection
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void forget(Login login) {
    lock.lock();
    try {
      var pool = pools.get(login);
      if (pool != null) {
        pool.open--;
        open--;
      }
      returned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Asks the server to stop what a connection runs.
  static void cancel(Connection connection) {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      close(connection); // then it ends with its connection
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      System.getLogger(Connections.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a connection failed", e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      for (var pool : pools.values()) {
        pool.idle.forEach(Connections::close);
        pool.idle.clear();
      }
      returned.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
