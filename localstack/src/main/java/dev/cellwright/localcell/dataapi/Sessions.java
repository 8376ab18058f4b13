package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.secrets.Secrets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/// Where a call's statement runs: in the transaction it names, or on a connection for itself.
record Sessions(
    Set<String> clusters,
    Secrets secrets,
    Connections connections,
    Transactions transactions,
    DataApiLimits limits) {

  /// Runs a statement as the call's secret, in its transaction if it names one.
  byte[] run(Input call, boolean goOnAfterLimit, StatementRun.Work work) {
    var login = login(call);
    var id = call.optionalText("transactionId");
    return id == null
        ? alone(login, goOnAfterLimit, work)
        : inTransaction(call, id, login, goOnAfterLimit, work);
  }

  private byte[] alone(Login login, boolean goOnAfterLimit, StatementRun.Work work) {
    var connection = connect(login);
    return StatementRun.run(
        connection,
        work,
        () -> connections.giveBack(login, connection),
        limits.statement(),
        goOnAfterLimit);
  }

  private byte[] inTransaction(
      Input call, String id, Login login, boolean goOnAfterLimit, StatementRun.Work work) {
    var transaction = transactions.take(id, call.text("resourceArn"), login.user());
    if (call.has("database") && !transaction.login().database().equals(login.database())) {
      transactions.leave(transaction);
      throw new AwsError("BadRequestException", 400, "the transaction is of another database");
    }
    return StatementRun.run(
        transaction.connection(),
        work,
        () -> transactions.leave(transaction),
        limits.statement(),
        goOnAfterLimit);
  }

  Transaction begin(Input call) {
    var login = login(call);
    var connection = connect(login);
    try {
      connection.setAutoCommit(false);
      return transactions.begin(call.text("resourceArn"), login, connection);
    } catch (SQLException e) {
      connections.giveBack(login, connection);
      throw DatabaseErrors.of(e);
    }
  }

  void commit(Input call) {
    var transaction = take(call);
    try {
      refuseBroken(transaction.connection());
      transaction.connection().commit();
    } catch (SQLException e) {
      throw DatabaseErrors.of(e);
    } finally {
      transactions.end(transaction);
    }
  }

  /// PostgreSQL would answer the commit of a broken transaction by rolling it back, and the driver
  /// would keep silent.
  private static void refuseBroken(Connection connection) throws SQLException {
    if (connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED) {
      throw new AwsError(
          "DatabaseErrorException",
          400,
          "ERROR: current transaction is aborted and was rolled back; SQLState: 25P02");
    }
  }

  void rollback(Input call) {
    transactions.end(take(call));
  }

  private Transaction take(Input call) {
    return transactions.take(
        call.text("transactionId"), call.text("resourceArn"), login(call).user());
  }

  private Login login(Input call) {
    var cluster = call.text("resourceArn");
    if (!clusters.contains(cluster)) {
      throw new AwsError(
          "BadRequestException", 400, "HttpEndpoint is not enabled for resource " + cluster);
    }
    return Login.of(secret(call.text("secretArn")), call.optionalText("database"));
  }

  private String secret(String secretArn) {
    try {
      return secrets.value(secretArn);
    } catch (AwsError e) {
      throw new AwsError(
          "SecretsErrorException", 400, "the secret can't be read: " + e.getMessage());
    }
  }

  private Connection connect(Login login) {
    try {
      return connections.take(login);
    } catch (SQLException e) {
      throw DatabaseErrors.of(e);
    }
  }
}
