package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Takes something out of the caller's inbox for good.
final class DeleteNotification {

  sealed interface Outcome {
    record Deleted() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  DeleteNotification(Database database) {
    this.database = database;
  }

  Outcome delete(UUID id) {
    var outcome =
        database.run(Command.of(NotificationStore.delete(id), NotificationStore.tellInbox()));
    return switch (outcome.ending()) {
      case null -> new Outcome.Deleted();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
