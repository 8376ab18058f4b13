package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.AwsError;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A statement that runs beside its call, so that the call can end before it.
final class StatementRun {

  /// What is done on the connection.
  @FunctionalInterface
  interface Work {
    byte[] on(Connection connection) throws SQLException;
  }

  private final Connection connection;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private final ReentrantLock connectionInUse = new ReentrantLock();
  private boolean done;

  private StatementRun(Connection connection) {
    this.connection = connection;
  }

  /// Runs the work and waits for it. `after` runs once the connection is free again, which may be
  /// after the answer.
  static byte[] run(
      Connection connection, Work work, Runnable after, Duration limit, boolean goOnAfterLimit) {
    var run = new StatementRun(connection);
    Thread.ofVirtual().name("statement").start(() -> run.work(work, after));
    return run.await(limit, goOnAfterLimit);
  }

  private void work(Work work, Runnable after) {
    try {
      var answer = work.on(connection);
      free();
      result.complete(answer);
    } catch (Throwable e) {
      free();
      result.completeExceptionally(e);
    }
    after.run();
  }

  private void free() {
    connectionInUse.lock();
    done = true;
    connectionInUse.unlock();
  }

  private byte[] await(Duration limit, boolean goOnAfterLimit) {
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (!goOnAfterLimit) {
        cancel();
      }
      throw new AwsError("StatementTimeoutException", 400, "Request timed out");
    } catch (ExecutionException e) {
      throw error(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwsError("ServiceUnavailableError", 503, "the service stops");
    }
  }

  /// Only while the work has the connection: a late cancel would hit the next call's statement.
  private void cancel() {
    connectionInUse.lock();
    try {
      if (!done) {
        Connections.cancel(connection);
      }
    } finally {
      connectionInUse.unlock();
    }
  }

  private static RuntimeException error(@Nullable Throwable cause) {
    return switch (cause) {
      case SQLException e -> DatabaseErrors.of(e);
      case RuntimeException e -> e;
      case null, default -> new IllegalStateException(cause);
    };
  }
}
