package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// Marks something that the caller was told as read, or as seen. Doing it twice is harmless: the
/// first time stands.
final class MarkNotification {

  sealed interface Outcome {
    record Marked(Notification notification) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  MarkNotification(Database database) {
    this.database = database;
  }

  Outcome read(UUID id) {
    return mark(id, NotificationStore.read(id));
  }

  Outcome see(UUID id) {
    return mark(id, NotificationStore.see(id));
  }

  private Outcome mark(UUID id, Step step) {
    var outcome = database.run(Command.of(step, NotificationStore.tellInbox()));
    return switch (outcome.ending()) {
      case null -> new Outcome.Marked(outcome.row(0, Notification.class));
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
