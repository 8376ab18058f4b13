package dev.cellwright.integrations;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Removes a webhook, with its secrets and all that was delivered.
final class DeleteWebhook {

  sealed interface Outcome {
    record Deleted() implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  DeleteWebhook(Database database) {
    this.database = database;
  }

  Outcome delete(UUID id, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                WebhookStore.lock(id, seen),
                WebhookStore.delete(id),
                Step.event("webhook.deleted", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Deleted();
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
