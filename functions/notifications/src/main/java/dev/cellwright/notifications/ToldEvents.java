package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/// The types of events of which anybody is told, so that the others cost no call. What a deployment
/// adds is known within half a minute: it adds them before the code that publishes them.
final class ToldEvents {
  private static final Duration FRESH = Duration.ofSeconds(30);

  private record Known(Set<String> types, Instant since) {}

  private final Database database;
  private final InstantSource clock;
  private volatile Known known = new Known(Set.of(), Instant.MIN);

  ToldEvents(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  boolean have(String type) {
    var seen = known;
    if (!seen.types.contains(type) && !clock.instant().isBefore(fresh(seen))) {
      seen =
          new Known(
              database.all(RoutingStore.TOLD_EVENTS, Binds.none()).stream()
                  .map(RoutingStore.ToldEvent::event)
                  .collect(Collectors.toUnmodifiableSet()),
              clock.instant());
      known = seen;
    }
    return seen.types.contains(type);
  }

  private static Instant fresh(Known known) {
    return known.since.equals(Instant.MIN) ? Instant.MIN : known.since.plus(FRESH);
  }
}
