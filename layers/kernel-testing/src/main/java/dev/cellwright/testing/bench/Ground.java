package dev.cellwright.testing.bench;

import dev.cellwright.permissions.language.Models;
import dev.cellwright.permissions.language.ModuleText;
import dev.cellwright.permissions.sql.ModelSql;
import dev.cellwright.testing.TestCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/// The database that is measured: the bench's own model in place of the product's, and tuples by
/// the million.
final class Ground implements AutoCloseable {
  private static final String MIGRATOR = "cw_migrator";

  private final TestCell cell;
  private final Readers readers;
  private final Connection superuser;
  private long tuples;

  private Ground(TestCell cell, Readers readers, Connection superuser) {
    this.cell = cell;
    this.readers = readers;
    this.superuser = superuser;
  }

  static Ground lay(TestCell cell) throws SQLException {
    var ground = new Ground(cell, Readers.of(cell), cell.database().superuser());
    ground.make();
    return ground;
  }

  TestCell cell() {
    return cell;
  }

  Readers readers() {
    return readers;
  }

  private void make() throws SQLException {
    run("alter system set max_wal_size = '3GB'");
    run("select pg_reload_conf()");
    run("create role m_bench login");
    run("set maintenance_work_mem = '512MB'");
    // Rows come as a backup brings them: no trigger looks at each of ten million.
    run("set session_replication_role = replica");
    asOwner(script("tables.sql"));
    asOwner(
        ModelSql.of(
            Models.merged(
                List.of(
                    new ModuleText("bench", "bench/permissions.fga", script("permissions.fga"))))));
    run(script("stopwatch.sql"));
    run(script("timing.sql"));
    run(script("growth.sql"));
    run(readers.in(script("organizations.sql")));
    run(
        """
        insert into identity.org_members (org_id, user_id, role, joined_at)
        select m.org_id, m.user_id, m.role, now() from bench.members m
        where m.user_id in (select u.id from identity.users u)
        union all
        select bench.organization(1), %s, 'guest', now()
        """
            .formatted(readers.in(":few")));
    run("analyze");
  }

  /// Adds tuples until there are this many, and asks what is to be asked anew.
  void growTo(long wanted) throws SQLException {
    run("call bench.grow(%d, %d)".formatted(tuples, wanted));
    tuples = wanted;
    run("vacuum analyze authz.tuples");
    run(script("questions.sql"));
    run("vacuum analyze bench.documents, bench.folders, bench.members, bench.pairs, bench.pages");
  }

  /// As the role under which a module logs in, whom policies bind.
  Connection module() throws SQLException {
    var connection = cell.database().superuser();
    try (var statement = connection.createStatement()) {
      statement.execute("set session authorization m_bench");
    }
    return connection;
  }

  Connection superuser() {
    return superuser;
  }

  private void run(String script) throws SQLException {
    try (var statement = superuser.createStatement()) {
      statement.execute(script);
    }
  }

  private void asOwner(String script) throws SQLException {
    try (var connection = cell.database().login(MIGRATOR);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set role cw_owner");
      statement.execute(script);
      connection.commit();
    }
  }

  private static String script(String name) {
    try (var stream = Ground.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    superuser.close();
  }
}
