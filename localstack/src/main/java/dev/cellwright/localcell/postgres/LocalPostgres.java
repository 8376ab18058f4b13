package dev.cellwright.localcell.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL 17 server on 127.0.0.1 that this process started.
public final class LocalPostgres implements AutoCloseable {

  private LocalPostgres() {}

  /// Starts a server. `null` gives a throw-away one without fsync; a directory keeps its data through `kill -9`.
  public static LocalPostgres start(@Nullable Path dataDirectory) {
    throw new UnsupportedOperationException();
  }

  public int port() {
    throw new UnsupportedOperationException();
  }

  /// A connection that may do everything: for the host itself, never for what runs in the cell.
  public Connection superuser(String database) throws SQLException {
    throw new UnsupportedOperationException();
  }

  /// Makes a role like Aurora's master (`nosuperuser createrole createdb login`), or gives it this password.
  public void createMaster(String name, String password) throws SQLException {
    throw new UnsupportedOperationException();
  }

  /// Makes a database unless it exists, owned by a role that exists.
  public void createDatabase(String name, String owner) throws SQLException {
    throw new UnsupportedOperationException();
  }

  /// Stops the server; further calls do nothing.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
