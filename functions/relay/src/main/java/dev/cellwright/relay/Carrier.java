package dev.cellwright.relay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Carries events from the outbox to the bus, turn by turn.
record Carrier(Outbox outbox, Bus bus, RelayMetrics metrics) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  /// So many turns in a row in which the bus took nothing, and the next sweep tries again.
  private static final int MOST_VAIN_TURNS = 4;

  /// Carries all that waits. What the bus doesn't take stays claimed, and is taken again when the
  /// lease is over.
  ///
  /// @return false where time ran out before everything was carried
  boolean carryAll(Instant deadline) {
    List<JsonNode> published = new ArrayList<>();
    var vain = 0;
    while (Instant.now().isBefore(deadline)) {
      var taken = outbox.turn(published);
      published = List.of();
      if (taken.isEmpty()) {
        return true;
      }
      published = bus.publish(taken);
      metrics.carried(published, taken.size() - published.size(), age(taken, Instant.now()));
      if (published.size() == taken.size()) {
        vain = 0;
        continue;
      }
      if (published.isEmpty() && ++vain == MOST_VAIN_TURNS) {
        return true;
      }
      pause(vain);
    }
    if (!published.isEmpty()) {
      outbox.note(published);
    }
    return false;
  }

  /// How long the oldest has waited. The cell's clock is the real one, but on a laptop where
  /// somebody moved it: then it is none.
  static Duration age(List<JsonNode> taken, Instant now) {
    return taken.stream()
        .map(told -> OffsetDateTime.parse(told.required("time").asText()).toInstant())
        .map(time -> Duration.between(time, now))
        .filter(Duration::isPositive)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /// The bus is throttled or ill: each time it is left alone for longer.
  private static void pause(int vain) {
    var wanted = FIRST_PAUSE.multipliedBy(1L << Math.min(vain, 4));
    try {
      Thread.sleep(wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the relay was interrupted", e);
    }
  }
}
