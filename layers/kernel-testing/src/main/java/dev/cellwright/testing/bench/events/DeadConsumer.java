package dev.cellwright.testing.bench.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.bench.Figure;
import dev.cellwright.testing.bench.Figure.Bound;
import dev.cellwright.testing.bench.Timings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A module whose database log-in is taken away: its messages end among the dead letters, nobody
/// else waits, and once it is well they are moved back and all are dealt with.
record DeadConsumer(
    CellProcess cell, Crowd crowd, Sink sink, Watch watch, Consumer<String> progress) {
  private static final String TITLES = "while a consumer is dead ";
  private static final int COMMANDS = 100;

  /// Past the last of five tries, which come after 1, 5, 30 and 120 seconds.
  private static final Duration UNTIL_DEAD = Duration.ofMinutes(6);

  private static final Duration UNTIL_DONE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// What counts as none: less than that is this machine's noise.
  private static final double NO_MILLIS = 25;

  List<Figure> figures(Timings idle) throws SQLException {
    run("alter role m_integrations nologin");
    run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'm_integrations'");
    progress.accept("the consumer of webhooks can't log in");
    var done = new Work(watch, crowd.first(), TITLES).repeat(COMMANDS);
    awaitDead();
    run("alter role m_integrations login");
    JsonNode moved =
        crowd.door().console("queues/" + cell.queue("integrations-dead") + "/redrive", null);
    progress.accept("it can, and " + moved.path("moved").asLong() + " messages were moved back");
    Quiet.await(cell, UNTIL_DONE);
    var effects = Effects.of(cell, sink, TITLES, done.tasks());
    return List.of(
        Figure.of("event to effect while another consumer is dead", 0, done.told(), null),
        new Figure(
            "what a dead consumer adds for others",
            0,
            Math.max(0, done.told().median() - idle.median()),
            null,
            "ms",
            Bound.atMost(NO_MILLIS)),
        Figure.count("a dead consumer's effects lost after the redrive", effects.lost(), 0),
        Figure.count("a dead consumer's effects doubled", effects.doubled(), 0));
  }

  private void awaitDead() throws SQLException {
    var giveUp = Instant.now().plus(UNTIL_DEAD);
    while (dead() < COMMANDS) {
      if (Instant.now().isAfter(giveUp)) {
        throw new IllegalStateException(
            "after %s %d messages are dead".formatted(UNTIL_DEAD, dead()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// Those of the commands: jobs may die beside them.
  private long dead() throws SQLException {
    try (var services = cell.services()) {
      return new Look(services)
          .count(
              "select count(*) from queue_message where queue = ? and strpos(body, ?) > 0",
              cell.queue("integrations-dead"),
              TITLES);
    }
  }

  private void run(String sql) throws SQLException {
    try (var database = cell.database()) {
      new Look(database).run(sql);
    }
  }
}
