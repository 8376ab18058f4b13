package dev.cellwright.testing.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.bench.Figure.Bound;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Measures the relay's way through the outbox: turns of 100 by one worker, each noting what the
/// one before it took, until a backlog is gone. Publishing takes no time here.
///
/// @param progress is told each step
record OutboxBench(PrintStream progress) {
  private static final int BACKLOG = 200_000;
  private static final int BATCH = 100;
  private static final double LEAST_PER_SECOND = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  Figures run() throws SQLException {
    var cell = TestCell.start(List.of("tasks"));
    var figures = new ArrayList<Figure>();
    for (int organizations : new int[] {1, 1000}) {
      fill(cell, organizations);
      progress.printf("%,d events of %,d organizations wait%n", BACKLOG, organizations);
      try (var relay = cell.database().login("m_relay")) {
        figures.addAll(figures(organizations, drain(relay)));
      }
    }
    return new Figures(figures);
  }

  private static void fill(TestCell cell, int organizations) throws SQLException {
    try (var superuser = cell.database().superuser();
        var statement = superuser.createStatement()) {
      statement.execute("truncate core.outbox");
      statement.execute(
          """
          insert into core.outbox (org_id, id, type, entity_type, entity_id, entity_number, entity_sequence, data)
          select md5((n %% %d)::text)::uuid, gen_random_uuid(), 'task.updated', 'task',
            md5((n %% %d) || '-' || n %% 5000)::uuid, n, n,
            jsonb_build_object('title', repeat('x', 200), 'position', n)
          from generate_series(1, %d) n
          """
              .formatted(organizations, organizations, BACKLOG));
      statement.execute("vacuum analyze core.outbox");
    }
  }

  private static List<Figure> figures(int organizations, Timings turns) {
    var of = organizations == 1 ? "one organization" : organizations + " organizations";
    return List.of(
        Figure.of("a turn of 100 events, of " + of, 0, turns, null),
        new Figure(
            "events a second, of " + of,
            0,
            BATCH * 1000 / turns.median(),
            null,
            "a s",
            Bound.atLeast(LEAST_PER_SECOND)));
  }

  private static Timings drain(Connection relay) throws SQLException {
    var turns = new ArrayList<Double>();
    try (var turn = relay.prepareStatement("select relay.turn(cast(? as jsonb), ?, 60)")) {
      turn.setInt(2, BATCH);
      var done = JSON.createArrayNode();
      for (int taken = 0; taken < BACKLOG; ) {
        turn.setString(1, done.toString());
        var started = System.nanoTime();
        var told = told(turn);
        turns.add((System.nanoTime() - started) / 1_000_000.0);
        if (told.isEmpty()) {
          throw new IllegalStateException("the backlog ended at " + taken);
        }
        taken += told.size();
        done = places(told);
      }
    }
    return new Timings(turns);
  }

  private static List<String> told(PreparedStatement turn) throws SQLException {
    var told = new ArrayList<String>();
    try (var rows = turn.executeQuery()) {
      while (rows.next()) {
        told.add(rows.getString(1));
      }
    }
    return told;
  }

  private static ArrayNode places(List<String> told) {
    var places = JSON.createArrayNode();
    for (var event : told) {
      try {
        var read = JSON.readTree(event);
        var place = places.addObject();
        place.set("organization", read.path("organization"));
        place.set("place", read.path("place"));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
    return places;
  }
}
