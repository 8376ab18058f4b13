package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.event.AwsEvent;
import dev.cellwright.kernel.event.CloudEvent;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Ran;
import dev.cellwright.kernel.lambda.RunningListeners;
import dev.cellwright.localcell.aws.ServiceEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The way of events in a test cell: the relay's own calls to the database, then each module that
/// listens, in this JVM and one after the other.
final class TestBus {
  /// A reaction that publishes what it listens to would go on for ever.
  private static final int MOST_TURNS = 1000;

  private static final int BATCH = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestDatabase database;
  private final Map<String, RunningListeners> modules = new LinkedHashMap<>();

  /// What AWS's services told on the account's own bus, and nobody has heard yet.
  private final Queue<ServiceEvent> told = new ConcurrentLinkedQueue<>();

  TestBus(CellHost host, TestDatabase database, InstantSource clock) {
    this.database = database;
    host.front().mailbox().publishTo(told::add);
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
        var relayed = turn(rows, done);
        var heard = handTold(delivered);
        if (relayed.isEmpty() && !heard) {
          return delivered;
        }
        relayed.forEach(event -> delivered.addAll(hand(event(event))));
        done = Json.text(relayed.stream().map(TestBus::place).toList());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the events can't be relayed", e);
    }
    throw new IllegalStateException("there are more and more events");
  }

  /// Hands on what AWS's services told, if anything.
  private boolean handTold(List<Delivered> delivered) {
    boolean heard = false;
    for (var event = told.poll(); event != null; event = told.poll()) {
      heard = true;
      delivered.addAll(hand(AwsEvent.read(enveloped(event))));
    }
    return heard;
  }

  /// As EventBridge has it in a message.
  private static JsonNode enveloped(ServiceEvent event) {
    return Json.of(
        Json.text(
            Map.of(
                "version", "0",
                "id", UUID.randomUUID(),
                "source", event.source(),
                "detail-type", event.detailType(),
                "time", event.at().toString(),
                "resources", event.resources(),
                "detail", event.detail())));
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

  /// Runs an errand of a module's.
  JsonNode errand(String module, JsonNode asked) {
    var running = modules.get(module);
    if (running == null) {
      throw new IllegalArgumentException("no module " + module + " works behind a queue");
    }
    return running.errands().run(asked, Instant.now().plus(PATIENCE));
  }
}
