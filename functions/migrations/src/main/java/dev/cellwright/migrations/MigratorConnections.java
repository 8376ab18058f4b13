package dev.cellwright.migrations;

import dev.cellwright.kernel.Environment;
import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/// Connections of the migrator, each with a password of its own: an IAM token is only good for a
/// quarter of an hour.
///
/// On AWS a connection is encrypted, and the server must show a certificate for its own name,
/// signed by an authority that is trusted: one in the file that `DATABASE_CA` names, or without it
/// one of RDS's own, which no JVM trusts by itself. A host that hands in `DATABASE_PASSWORD` runs
/// the database on the same machine.
final class MigratorConnections extends PGSimpleDataSource {
  @Serial private static final long serialVersionUID = 1;

  private final transient Supplier<String> passwords;

  private MigratorConnections(Supplier<String> passwords) {
    this.passwords = passwords;
  }

  static MigratorConnections of(Environment environment) {
    var password = environment.find("DATABASE_PASSWORD");
    if (password != null) {
      return at(environment, () -> password);
    }
    return of(environment, new IamPassword(environment));
  }

  /// Connections over a network.
  static MigratorConnections of(Environment environment, Supplier<String> passwords) {
    var connections = at(environment, passwords);
    connections.setSslMode("verify-full");
    var authorities = environment.find("DATABASE_CA");
    connections.setSslRootCert(authorities == null ? RdsAuthorities.file() : authorities);
    return connections;
  }

  private static MigratorConnections at(Environment environment, Supplier<String> passwords) {
    var connections = new MigratorConnections(passwords);
    connections.setServerNames(new String[] {environment.require("DATABASE_HOST")});
    connections.setPortNumbers(new int[] {Integer.parseInt(environment.require("DATABASE_PORT"))});
    connections.setDatabaseName(environment.require("DATABASE_NAME"));
    connections.setUser(environment.require("DATABASE_USER"));
    connections.setApplicationName("migrations");
    connections.setConnectTimeout(10);
    return connections;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(getUser(), passwords.get());
  }
}
