package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Watches a thing that the caller may view, or mutes it. Doing it again says anew how.
final class WatchThing {

  sealed interface Outcome {
    record Watched(Watch watch) implements Outcome {}

    record Stopped() implements Outcome {}

    record Full() implements Outcome {}

    record NotFound() implements Outcome {}
  }

  private static final int MOST = 5000;

  private final Database database;

  WatchThing(Database database) {
    this.database = database;
  }

  /// @param how null for watching it as of anything
  Outcome watch(String collection, UUID id, @Nullable NewWatch how) {
    boolean muted = how != null && Boolean.TRUE.equals(how.muted());
    var outcome =
        database.run(
            Command.of(
                WatchStore.watch(collection, id, muted, how == null ? null : how.channels()),
                WatchStore.room(MOST)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Watched(outcome.row(0, Watch.class));
      case "full" -> new Outcome.Full();
      // The second, where the thing goes at this moment.
      case "not_found", "foreign:topic_subscriptions_entity" -> new Outcome.NotFound();
      default -> throw outcome.unexpected();
    };
  }

  Outcome stop(String collection, UUID id) {
    var outcome = database.run(Command.of(WatchStore.unwatch(collection, id)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Stopped();
      case "not_found" -> new Outcome.NotFound();
      default -> throw outcome.unexpected();
    };
  }
}
