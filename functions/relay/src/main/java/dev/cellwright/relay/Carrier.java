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
  /// As many events as a turn takes at most, and at least while there are so many.
  private static final int MOST = 100;

  private static final int LEAST = 25;

  /// A turn of the bus that takes longer is too long.
  private static final Duration LONG = Duration.ofMillis(250);

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
    var most = MOST;
    var vain = 0;
    while (Instant.now().isBefore(deadline)) {
      var taken = outbox.turn(published, most);
      published = List.of();
      if (taken.isEmpty()) {
        return true;
      }
      var begun = Instant.now();
      published = bus.publish(taken);
      most = next(most, taken.size(), Duration.between(begun, Instant.now()));
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

  /// How much the next turn takes. Whoever publishes meanwhile waits for a turn to end, so it takes
  /// less where the bus is slow, and more again where it is not.
  ///
  /// @param took how long this one took for what it had
  static int next(int most, int taken, Duration took) {
    if (took.compareTo(LONG) > 0) {
      return taken < most ? most : Math.max(LEAST, most / 2);
    }
    return took.multipliedBy(2).compareTo(LONG) < 0 ? Math.min(MOST, most * 2) : most;
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
