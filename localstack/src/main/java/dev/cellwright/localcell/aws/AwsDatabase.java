package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.SQLException;

/// The database `aws`, where keys, secrets and parameters are kept: the host's own, out of the
/// cell's reach.
public final class AwsDatabase {
  private static final String NAME = "aws";

  private final LocalPostgres postgres;

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
    try (var connection = postgres.superuser(NAME)) {
      connection.setAutoCommit(false);
      var result = work.in(connection);
      connection.commit();
      return result;
    }
  }
}
