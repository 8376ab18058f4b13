package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.observe.Gauges;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Sends what a webhook has due: takes some under a lease, brings them, notes how it went, and
/// takes the next.
///
/// Whoever dies in between leaves leases that end; what was under them is sent once more, with the
/// ids it had.
final class SendDue {
  /// After that the rest is left to a further event, so that nobody in the same batch waits for
  /// long.
  private static final Duration STINT = Duration.ofSeconds(10);

  private final Database database;
  private final Courier courier;
  private final InstantSource clock;
  private final Gauges gauges;

  SendDue(Database database, Courier courier, InstantSource clock, Gauges gauges) {
    this.database = database;
    this.courier = courier;
    this.clock = clock;
    this.gauges = gauges;
  }

  /// A claimed delivery.
  private record Claimed(UUID id) {}

  void send(UUID webhook) {
    long until = System.nanoTime() + STINT.toNanos();
    while (sendSome(webhook)) {
      if (System.nanoTime() > until) {
        run(Command.of(DeliveryStore.wake(webhook)));
        return;
      }
    }
  }

  /// Whether there was something to send.
  private boolean sendSome(UUID webhook) {
    var lease = UUID.randomUUID();
    var claim =
        database.run(Command.of(SendingStore.lock(webhook), SendingStore.claim(webhook, lease)));
    if ("not_found".equals(claim.ending())) {
      return false;
    }
    if (claim.ending() != null) {
      throw claim.unexpected();
    }
    if (claim.rows(1, Claimed.class).isEmpty()) {
      return false;
    }
    var letters =
        Letters.of(database.all(SendingStore.CLAIMED, SendingStore.claimed(webhook, lease)));
    var results = brought(letters);
    run(
        Command.of(
            SendingStore.note(webhook, lease, results),
            SendingStore.count(webhook, results),
            SendingStore.tellDisabled(),
            SendingStore.comeAgain(webhook)));
    counted(results);
    return true;
  }

  private void counted(ArrayNode results) {
    results
        .valueStream()
        .collect(
            Collectors.groupingBy(
                result -> result.path("outcome").asText(), TreeMap::new, Collectors.counting()))
        .forEach((outcome, count) -> gauges.count("Webhooks", "outcome", outcome, count));
  }

  private void run(Command command) {
    var outcome = database.run(command);
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }

  /// Brings letters side by side; in the order in which they were answered.
  private ArrayNode brought(List<Letter> letters) {
    var results = JsonNodeFactory.instance.arrayNode();
    try (var couriers = Executors.newVirtualThreadPerTaskExecutor()) {
      var underWay = new java.util.concurrent.ExecutorCompletionService<ObjectNode>(couriers);
      var tasks = new ArrayList<Callable<ObjectNode>>();
      letters.forEach(letter -> tasks.add(() -> result(letter, courier.send(letter))));
      tasks.forEach(underWay::submit);
      for (int i = 0; i < tasks.size(); i++) {
        results.add(underWay.take().get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a letter could not be sent", e);
    }
  }

  private ObjectNode result(Letter letter, Sent sent) {
    var result =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", letter.id().toString())
            .put("ms", (int) sent.millis());
    return switch (sent) {
      case Sent.Answered answered ->
          result
              .put(
                  "outcome",
                  answered.isGood() ? "delivered" : answered.isGone() ? "gone" : "failed")
              .put("status", answered.status())
              .put("body", answered.body())
              .put("wait_seconds", RetryAfter.seconds(answered.retryAfter(), clock.instant()));
      case Sent.Failed failed ->
          result.put("outcome", "failed").put("error", failed.error()).put("wait_seconds", 0);
    };
  }
}
