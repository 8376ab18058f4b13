package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.AwsError;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The open transactions. One that nobody used for three minutes, or is a day old, is rolled back.
final class Transactions implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Transaction> transactions = new ConcurrentHashMap<>();
  private final Connections connections;
  private final DataApiLimits limits;
  private final InstantSource clock;
  private final Thread sweeper;

  Transactions(Connections connections, DataApiLimits limits, InstantSource clock) {
    this.connections = connections;
    this.limits = limits;
    this.clock = clock;
    this.sweeper = Thread.ofVirtual().name("data api transactions").unstarted(this::sweepForever);
  }

  void start() {
    sweeper.start();
  }

  private void sweepForever() {
    try {
      while (true) {
        Thread.sleep(SWEEP);
        sweep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void sweep() {
    var now = clock.instant();
    for (var transaction : transactions.values()) {
      if (transaction.isDead(limits, now) && transaction.take()) {
        end(transaction);
      }
    }
  }

  Transaction begin(String clusterArn, Login login, Connection connection) {
    var bytes = new byte[96];
    random.nextBytes(bytes);
    var id = Base64.getEncoder().encodeToString(bytes);
    var transaction = new Transaction(id, clusterArn, login, connection, clock.instant());
    transactions.put(id, transaction);
    return transaction;
  }

  /// Takes a transaction for one call. The caller leaves it or ends it.
  Transaction take(String id, String clusterArn, String user) {
    var transaction = transactions.get(id);
    if (transaction == null) {
      throw notFound(id);
    }
    if (!transaction.isOf(clusterArn, user)) {
      throw new AwsError(
          "BadRequestException", 400, "the transaction is of another cluster or secret");
    }
    if (!transaction.take()) {
      throw new AwsError("DatabaseErrorException", 400, "Transaction is still running a query");
    }
    if (transactions.get(id) != transaction) {
      throw notFound(id); // ended in between
    }
    if (transaction.isDead(limits, clock.instant())) {
      end(transaction);
      throw notFound(id);
    }
    return transaction;
  }

  private static AwsError notFound(String id) {
    return new AwsError("TransactionNotFoundException", 404, "Transaction " + id + " is not found");
  }

  void leave(Transaction transaction) {
    transaction.leave(clock.instant());
  }

  /// Forgets a transaction and gives its connection back, which undoes what was not committed.
  void end(Transaction transaction) {
    transactions.remove(transaction.id());
    connections.giveBack(transaction.login(), transaction.connection());
  }

  @Override
  public void close() {
    sweeper.interrupt();
    transactions.values().stream().filter(Transaction::take).forEach(this::end);
  }
}
