package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// The test cell's database, past the functions.
public final class TestDatabase {
  private final CellHost host;

  TestDatabase(CellHost host) {
    this.host = host;
  }

  /// Reads as the superuser, whom no policy binds. Each row is a JSON object.
  public List<JsonNode> rows(String sql, Object... parameters) {
    try (var connection = superuser()) {
      return new Rows(connection).read(sql, parameters);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Changes as the superuser. Tables on the trail refuse that: see [#migrate].
  public int change(String sql, Object... parameters) {
    try (var connection = superuser()) {
      return new Rows(connection).change(sql, parameters);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Changes as the migrator, as a backfill does: rows of every tenant, and the trail says
  /// `migration:test/0`.
  public int migrate(String sql, Object... parameters) {
    try (var connection = login(CellHost.MIGRATOR)) {
      var rows = new Rows(connection);
      rows.read("select set_config('cw.migration', 'test/0', false)");
      return rows.change(sql, parameters);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A connection as the superuser.
  public Connection superuser() throws SQLException {
    return host.postgres().superuser(CellHost.DATABASE);
  }

  /// A connection as a role that may log in, with its real password.
  public Connection login(String role) throws SQLException {
    return DriverManager.getConnection(
        host.postgres().url(CellHost.DATABASE),
        role,
        Objects.requireNonNull(host.passwords().get(role), role));
  }

  /// A log-in as a module's role that holds a context, as injected SQL would.
  public Intruder intruder(String module, String context) {
    return Intruder.login(this, "m_" + module, context);
  }

  /// The number of an organization's rows in a table.
  public long count(String table, UUID organization) {
    return rows("select count(*) as n from " + table + " where org_id = ?", organization)
        .getFirst()
        .path("n")
        .asLong();
  }
}
