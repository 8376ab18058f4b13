package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.event.CloudEvent;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Ran;
import dev.cellwright.kernel.lambda.RunningListeners;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The way of events in a test cell: the relay's own calls to the database, then each module that
/// listens, in this JVM and one after the other.
final class TestBus {
  /// A reaction that publishes what it listens to would go on for ever.
  private static final int MOST_TURNS = 1000;

  private static final int BATCH = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestDatabase database;
  private final Map<String, RunningListeners> modules = new LinkedHashMap<>();

  TestBus(CellHost host, TestDatabase database, InstantSource clock) {
    this.database = database;
    host.modules()
        .forEach((name, module) -> {
          if (module.declaration().worksBehind()) {
            modules.put(
                name,
                RunningListeners.start(
                    module, Environment.handedIn(host.environmentOf(name)), clock));
          }
        });
  }

  /// Relays all that waits and is due, and what comes of it, until nothing is left.
  synchronized List<Delivered> deliver() {
    var delivered = new ArrayList<Delivered>();
    try (var relay = database.login("m_relay")) {
      var rows = new Rows(relay);
      var done = "[]";
      for (int turn = 0; turn < MOST_TURNS; turn++) {
        var told = turn(rows, done);
        if (told.isEmpty()) {
          return delivered;
        }
        told.forEach(event -> delivered.addAll(hand(event(event))));
        done = Json.text(told.stream().map(TestBus::place).toList());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the events can't be relayed", e);
    }
    throw new IllegalStateException("there are more and more events");
  }

  private static List<JsonNode> turn(Rows rows, String done) throws SQLException {
    return rows
        .read("select t.event from relay.turn(cast(? as jsonb), ?, 60) as t (event)", done, BATCH)
        .stream()
        .map(row -> Json.of(row.path("event").asText()))
        .toList();
  }

  private static Map<String, Object> place(JsonNode told) {
    var place = new LinkedHashMap<String, Object>();
    place.put("organization", told.path("organization"));
    place.put("place", told.path("place").asLong());
    return place;
  }

  /// By way of the envelope in which it would be carried.
  private static Event event(JsonNode told) {
    return CloudEvent.read(CloudEvent.of("acme-crm-test", told));
  }

  /// Hands an event to every listener of every module.
  List<Delivered> hand(Event event) {
    var delivered = new ArrayList<Delivered>();
    modules.forEach((name, running) ->
        running
            .reactions()
            .to(event, Instant.now().plus(PATIENCE))
            .forEach(reacted -> delivered.add(Delivered.of(name, reacted))));
    return delivered;
  }

  /// Runs a job, and what it missed if it catches up.
  List<Ran> run(String job, Instant due) {
    var running = modules.get(job.substring(0, job.indexOf(':')));
    if (running == null) {
      throw new IllegalArgumentException("no module has the job " + job);
    }
    return running.jobs().run(job, due, Instant.now().plus(PATIENCE));
  }
}
