package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.notifications.RoomStore.OwnMissed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads one's own room without a connection. Asking keeps it open for a while, with a second call
/// every few minutes.
final class ReadFeed {
  private static final Duration SOON = Duration.ofMinutes(5);

  private final Database database;
  private final InstantSource clock;

  ReadFeed(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// @param after null to begin from now
  Feed after(@Nullable Long after) {
    var rows = database.all(RoomStore.OWN_MISSED, Binds.of("after", after));
    var now = clock.instant();
    if (rows.isEmpty() || rows.getFirst().openUntil().isBefore(now)) {
      return new Feed(keepListening(), after != null, List.of(), false);
    }
    var first = rows.getFirst();
    if (first.openUntil().isBefore(now.plus(SOON))) {
      keepListening();
    }
    var read = rows.getLast().sequence();
    return new Feed(
        first.last(),
        first.reset(),
        rows.stream().map(OwnMissed::message).filter(Objects::nonNull).toList(),
        read != null && read < first.last());
  }

  private long keepListening() {
    var outcome = database.run(Command.of(RoomStore.keepListening()));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return outcome.row(0, RoomStore.Last.class).last();
  }
}
