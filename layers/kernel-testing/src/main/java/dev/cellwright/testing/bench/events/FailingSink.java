package dev.cellwright.testing.bench.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.testing.bench.Figure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Webhook deliveries by the thousand to a receiver that fails a fifth of all calls. The clock is
/// moved on to each retry; what five tries didn't bring, its organization has sent again.
record FailingSink(CellProcess cell, Crowd crowd, Sink sink, Consumer<String> progress) {
  private static final int DELIVERIES = 10_000;
  private static final double SHARE = 0.2;
  private static final List<String> RETRIES = List.of("PT61S", "PT301S", "PT1801S", "PT7201S");
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final int MOST_ROUNDS = 10;

  List<Figure> figures() throws SQLException {
    sink.fail(SHARE);
    var callsBefore = sink.calls();
    var repeatedBefore = sink.repeated();
    var things = file();
    progress.accept("%,d deliveries are due".formatted(things.size()));
    Quiet.await(cell, PATIENCE);
    for (var retry : RETRIES) {
      progress.accept("%,d are left".formatted(left(things)));
      moveOn(retry);
    }
    var exhausted = left(things);
    for (int round = 0; left(things) > 0 && round < MOST_ROUNDS; round++) {
      progress.accept("%,d failed five times and are sent again".formatted(left(things)));
      sendAgain();
      Quiet.await(cell, PATIENCE);
      moveOn(RETRIES.getFirst());
    }
    sink.fail(0);
    var taken = sink.takenAbout(things).values();
    return List.of(
        new Figure(
            "calls of a sink that fails a fifth", 0, sink.calls() - callsBefore, null, "", null),
        new Figure(
            "deliveries sent again by hand after five failures", 0, exhausted, null, "", null),
        new Figure(
            "deliveries brought again with the same id",
            0,
            sink.repeated() - repeatedBefore,
            null,
            "",
            null),
        Figure.count(
            "of 10,000 deliveries lost", taken.stream().filter(each -> each == 0).count(), 0),
        Figure.count(
            "of 10,000 deliveries doubled, as the receiver counts by id",
            taken.stream().filter(each -> each > 1).count(),
            0));
  }

  private void moveOn(String by) throws SQLException {
    crowd.door().console("clock", JsonNodeFactory.instance.objectNode().put("advance", by));
    Quiet.await(cell, PATIENCE);
  }

  private List<UUID> file() throws SQLException {
    var things = new ArrayList<UUID>();
    var each = DELIVERIES / crowd.pairs().size();
    for (var pair : crowd.pairs()) {
      var organization = pair.one().organization();
      new Flood(cell).file(organization, null, 0, each);
      for (int number = 0; number < each; number++) {
        things.add(Flood.entity(organization, number));
      }
    }
    // Whatever is asked of the cell wakes the relay.
    crowd.first().one().addTask("Wake", crowd.first().other().id());
    return things;
  }

  private long left(List<UUID> things) {
    return sink.takenAbout(things).values().stream().filter(each -> each == 0).count();
  }

  private void sendAgain() throws SQLException {
    for (var pair : crowd.pairs()) {
      for (var delivery : failed(pair.one().organization())) {
        pair.one().demand("POST", "/api/v1/webhooks/deliveries/" + delivery + "/retry", null, 202);
      }
    }
  }

  private List<UUID> failed(UUID organization) throws SQLException {
    var failed = new ArrayList<UUID>();
    try (var database = cell.database();
        var statement =
            database.prepareStatement(
                """
                select d.id from integrations.webhook_deliveries d
                where d.org_id = ? and d.status = 'failed'
                """)) {
      statement.setObject(1, organization);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          failed.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return failed;
  }
}
