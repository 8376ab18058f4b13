package dev.cellwright.localcell.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// Roles and databases of a server, made once. Names can't be parameters of DDL: the server quotes
/// them itself.
record Catalog(Connection connection) {

  /// Makes a role with these attributes, which are ours, never a user's.
  void role(String name, String attributes) throws SQLException {
    if (!exists("select 1 from pg_roles where rolname = ?", name)) {
      run("select format('create role %I " + attributes + "', ?)", name);
    }
  }

  void password(String role, String password) throws SQLException {
    run("select format('alter role %I password %L', ?, ?)", role, password);
  }

  void mayGrant(String role, String to) throws SQLException {
    run(
        "select format('grant %I to %I with admin option, inherit false, set false', ?, ?)",
        role, to);
  }

  void database(String name, String owner) throws SQLException {
    if (!exists("select 1 from pg_database where datname = ?", name)) {
      run("select format('create database %I owner %I', ?, ?)", name, owner);
    }
  }

  void closeToOthers(String database) throws SQLException {
    run("select format('revoke all on database %I from public', ?)", database);
  }

  private boolean exists(String sql, String name) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private void run(String formatted, String... arguments) throws SQLException {
    try (var statement = connection.prepareStatement(formatted)) {
      for (var i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      try (var rows = statement.executeQuery();
          var ddl = connection.createStatement()) {
        rows.next();
        ddl.execute(rows.getString(1));
      }
    }
  }
}
