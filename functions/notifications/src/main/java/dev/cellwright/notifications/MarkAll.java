package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;

/// Marks all that the caller was told as read, or as seen.
final class MarkAll {
  private record Updated(long updated) {}

  private final Database database;

  MarkAll(Database database) {
    this.database = database;
  }

  MarkedAll read() {
    return mark(NotificationStore.readAll());
  }

  MarkedAll see() {
    return mark(NotificationStore.seeAll());
  }

  private MarkedAll mark(Step step) {
    var outcome = database.run(Command.of(step, NotificationStore.tellInbox()));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    var left = outcome.rows(1, UnreadCount.class);
    return new MarkedAll(
        outcome.row(0, Updated.class).updated(),
        left.isEmpty() ? 0 : left.getFirst().count(),
        left.isEmpty() ? 0 : left.getFirst().unseen());
  }
}
