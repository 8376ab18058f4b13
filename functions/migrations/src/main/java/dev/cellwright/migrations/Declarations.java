package dev.cellwright.migrations;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.Cron;
import dev.cellwright.kernel.event.Listener;
import dev.cellwright.kernel.event.Schedule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/// What the database is told of the modules' declarations: who listens to what, and which jobs
/// there are.
///
/// A listener that is new isn't kept waiting for events from before it. A job that is no longer
/// declared is disabled; what an operator disabled stays so.
record Declarations(Collection<ModuleDeclaration> modules, DataSource database) {

  /// Of the cell's modules, those whose code is on the class path: one that only has tables
  /// declares nothing.
  static Declarations of(Collection<String> names, DataSource database) {
    return new Declarations(
        CellModule.onClassPath().values().stream()
            .map(CellModule::declaration)
            .filter(module -> names.contains(module.name()))
            .toList(),
        database);
  }

  /// Registers all of them at once. It is harmless where nothing changed.
  void register() {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set role cw_owner");
      var now = now(connection);
      forgetListeners(connection);
      for (var module : modules) {
        for (var listener : module.listeners()) {
          register(connection, module, listener);
        }
        for (var schedule : module.schedules()) {
          register(connection, module, schedule, now);
        }
      }
      disableOthers(connection);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the modules' declarations can't be registered", e);
    }
  }

  private void disableOthers(Connection connection) throws SQLException {
    var names =
        modules.stream()
            .flatMap(module -> module.schedules().stream().map(job -> job.nameIn(module.name())))
            .toArray(String[]::new);
    try (var disable =
        connection.prepareStatement(
            """
            update core.scheduled_jobs set enabled = false, declared = false, next_run_at = null
            where declared and name <> all (?)
            """)) {
      disable.setArray(1, connection.createArrayOf("text", names));
      disable.execute();
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select cell.now()")) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /// One that comes back begins anew.
  private void forgetListeners(Connection connection) throws SQLException {
    var names =
        modules.stream()
            .flatMap(module -> module.listeners().stream().map(l -> module.name() + ":" + l.name()))
            .toArray(String[]::new);
    try (var forget =
        connection.prepareStatement(
            "delete from core.listeners where module || ':' || listener <> all (?)")) {
      forget.setArray(1, connection.createArrayOf("text", names));
      forget.execute();
    }
  }

  /// The owner sees no row of the outbox, but the number that it gave last.
  private static void register(
      Connection connection, ModuleDeclaration module, Listener<?> listener) throws SQLException {
    run(
        connection,
        """
        insert into core.listeners (module, listener, pattern, ordered, since)
        select ?, ?, ?, ?, case when s.is_called then s.last_value else 0 end
        from core.outbox_sequence_seq s
        on conflict (module, listener) do update set pattern = excluded.pattern, ordered = excluded.ordered
        """,
        List.of(
            module.name(),
            listener.name(),
            listener.pattern().text(),
            listener.order() == Listener.Order.BY_ENTITY));
  }

  private static void register(
      Connection connection, ModuleDeclaration module, Schedule<?> schedule, Instant now)
      throws SQLException {
    var name = schedule.nameIn(module.name());
    var next = Cron.after(schedule.cron(), schedule.zone(), now);
    run(
        connection,
        """
        insert into core.scheduled_jobs as j
          (name, module, summary, cron_expression, zone, missed, handler, next_run_at, declared)
        values (?, ?, ?, ?, ?, ?, ?, ?, true)
        on conflict (name) do update set
          summary = excluded.summary, cron_expression = excluded.cron_expression, zone = excluded.zone,
          missed = excluded.missed, next_run_at = excluded.next_run_at,
          enabled = j.enabled or not j.declared, declared = true
        """,
        List.of(
            name,
            module.name(),
            schedule.summary(),
            schedule.cron(),
            schedule.zone().getId(),
            schedule.missed().name(),
            name,
            next.atOffset(ZoneOffset.UTC)));
  }

  private static void run(Connection connection, String sql, List<Object> values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.execute();
    }
  }

  private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
