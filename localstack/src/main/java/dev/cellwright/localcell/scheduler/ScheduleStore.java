package dev.cellwright.localcell.scheduler;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;

/// All SQL of the schedules: when each began to count and when it last fired, in the cell's time.
record ScheduleStore(AwsDatabase database) {

  record State(Instant startedAt, Instant lastFiredAt) {}

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists schedule_run (
              arn           text primary key,
              expression    text not null,
              started_at    timestamptz not null,
              last_fired_at timestamptz not null
            )
            """);
      }
    });
  }

  /// Begins a schedule, unless it was begun. One whose expression changed begins again.
  State begin(Schedule schedule, Instant now) throws SQLException {
    return database.transact(connection -> {
      try (var insert =
          connection.prepareStatement(
              """
              insert into schedule_run as s (arn, expression, started_at, last_fired_at)
              values (?, ?, ?, ?)
              on conflict (arn) do update
              set    started_at = case when s.expression = excluded.expression
                                       then s.started_at else excluded.started_at end,
                     last_fired_at = case when s.expression = excluded.expression
                                          then s.last_fired_at else excluded.last_fired_at end,
                     expression = excluded.expression
              returning started_at, last_fired_at
              """)) {
        insert.setString(1, schedule.arn());
        insert.setString(2, schedule.expression() + " " + schedule.zone());
        insert.setTimestamp(3, Timestamp.from(now));
        insert.setTimestamp(4, Timestamp.from(now));
        try (var row = insert.executeQuery()) {
          row.next();
          return new State(
              row.getObject("started_at", OffsetDateTime.class).toInstant(),
              row.getObject("last_fired_at", OffsetDateTime.class).toInstant());
        }
      }
    });
  }

  /// False when somebody fired it for this time already.
  boolean fired(Connection connection, Schedule schedule, Instant dueAt) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update schedule_run set last_fired_at = ? where arn = ? and last_fired_at < ?")) {
      update.setTimestamp(1, Timestamp.from(dueAt));
      update.setString(2, schedule.arn());
      update.setTimestamp(3, Timestamp.from(dueAt));
      return update.executeUpdate() == 1;
    }
  }
}
