package dev.cellwright.testing.bench;

import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/// A product's database with two organizations in it: one that has 300,000 tasks, one that has
/// 2,000.
///
/// @param module as the role under which the module logs in, whom policies bind
/// @param superuser whom none binds: hand-written SQL runs as this one
record Tenants(TestCell cell, Person large, Person small, Connection module, Connection superuser)
    implements AutoCloseable {
  static final int LARGE = 300_000;
  private static final int SMALL = 2_000;

  static Tenants lay() throws SQLException {
    var cell = TestCell.start(List.of("tasks"));
    var superuser = cell.database().superuser();
    var large = cell.register("large");
    var small = cell.register("small");
    try (var statement = superuser.createStatement()) {
      statement.execute("create schema bench");
      statement.execute(script("stopwatch.sql"));
      statement.execute(script("tenants.sql"));
      fill(statement, large, LARGE);
      fill(statement, small, SMALL);
      statement.execute("vacuum analyze tasks.tasks");
    }
    var module = cell.database().superuser();
    try (var statement = module.createStatement()) {
      statement.execute("set session authorization m_tasks");
    }
    return new Tenants(cell, large, small, module, superuser);
  }

  private static void fill(java.sql.Statement statement, Person owner, int tasks)
      throws SQLException {
    statement.execute(
        "call bench.fill('%s', '%s', %d)".formatted(owner.organization(), owner.id(), tasks));
  }

  static Principal principal(Person person) {
    return new Principal(person.id(), person.session(), person.organization());
  }

  private static String script(String name) {
    try (var stream = Tenants.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    module.close();
    superuser.close();
  }
}
