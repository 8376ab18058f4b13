package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.notifications.RoutingStore.ToldEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The types of events of which anybody is told, so that the others cost no call; nor does one that
/// is told to those whom its data names, where it names nobody but who did it. What a deployment
/// adds is known within half a minute: it adds them before the code that publishes them.
final class ToldEvents {
  private static final Duration FRESH = Duration.ofSeconds(30);

  private record Known(Map<String, ToldEvent> types, Instant since) {}

  private final Database database;
  private final InstantSource clock;
  private volatile Known known = new Known(Map.of(), Instant.MIN);

  ToldEvents(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Whether somebody may be to be told.
  boolean mayConcern(Event event) {
    var told = told(event.type());
    if (told == null) {
      return false;
    }
    var paths = told.paths();
    return paths == null
        || paths.stream()
            .map(path -> event.data().at("/" + path.replace('.', '/')))
            .anyMatch(named -> namesOthers(named, event.actor()));
  }

  private static boolean namesOthers(JsonNode named, @Nullable UUID actor) {
    return named.isArray()
        ? named.valueStream().anyMatch(each -> namesOthers(each, actor))
        : named.isTextual() && (actor == null || !named.asText().equals(actor.toString()));
  }

  private @Nullable ToldEvent told(String type) {
    var seen = known;
    if (!seen.types.containsKey(type) && !clock.instant().isBefore(fresh(seen))) {
      seen =
          new Known(
              database.all(RoutingStore.TOLD_EVENTS, Binds.none()).stream()
                  .collect(Collectors.toUnmodifiableMap(ToldEvent::event, Function.identity())),
              clock.instant());
      known = seen;
    }
    return seen.types.get(type);
  }

  private static Instant fresh(Known known) {
    return known.since.equals(Instant.MIN) ? Instant.MIN : known.since.plus(FRESH);
  }
}
