package dev.cellwright.testing.bench;

import dev.cellwright.testing.bench.Figure.Bound;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Times decisions: one at a time, and pages of them.
record Checks(Connection superuser, long tuples) {
  private static final int ROUNDS = 5;

  List<Figure> figures() throws SQLException {
    var figures = new ArrayList<Figure>();
    var single = new ArrayList<Double>();
    single("view").forEach((kind, timings) -> {
      single.addAll(timings);
      figures.add(Figure.of("  of which " + kind, tuples, new Timings(timings), null));
    });
    figures.addFirst(Figure.of("single check", tuples, new Timings(single), Bound.atMost(0.5)));
    figures.add(Figure.of("batch of 100", tuples, page("view", 100), Bound.atMost(5)));
    figures.addAll(exclusion());
    return figures;
  }

  /// The first round warms up; each pair counts with each later one.
  private Map<String, List<Double>> single(String relation) throws SQLException {
    var byKind = new LinkedHashMap<String, List<Double>>();
    for (int round = 0; round < ROUNDS; round++) {
      try (var query =
          superuser.prepareStatement(
              "select kind, allowed, ms from bench.time_checks(bench.relation('document', ?))")) {
        query.setString(1, relation);
        try (var rows = query.executeQuery()) {
          while (rows.next()) {
            var kind = rows.getString("kind");
            if (!kind.equals("stranger") && !rows.getBoolean("allowed")) {
              throw new IllegalStateException("denied, though there is a way: " + kind);
            }
            if (round > 0) {
              byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(rows.getDouble("ms"));
            }
          }
        }
      }
    }
    return byKind;
  }

  /// With and without in turns, so that the machine's moods meet both.
  private List<Figure> exclusion() throws SQLException {
    var with = new ArrayList<Double>();
    var without = new ArrayList<Double>();
    for (int round = 0; round < ROUNDS; round++) {
      with.addAll(page("see", 50).milliseconds());
      without.addAll(page("view", 50).milliseconds());
    }
    var butNot = new Timings(with);
    var plain = new Timings(without);
    return List.of(
        Figure.of("batch of 50", tuples, plain, null),
        Figure.of("batch of 50 with but not", tuples, butNot, null),
        Figure.ratio(
            "but not, against the batch without it",
            tuples,
            butNot.median() / plain.median(),
            Bound.atMost(2)));
  }

  private Timings page(String relation, int size) throws SQLException {
    var timings = new ArrayList<Double>();
    for (int round = 0; round < 2; round++) {
      timings.clear();
      try (var query =
          superuser.prepareStatement(
              "select held, ms from bench.time_pages(bench.relation('document', ?), ?)")) {
        query.setString(1, relation);
        query.setInt(2, size);
        try (var rows = query.executeQuery()) {
          while (rows.next()) {
            timings.add(rows.getDouble("ms"));
          }
        }
      }
    }
    return new Timings(timings);
  }
}
