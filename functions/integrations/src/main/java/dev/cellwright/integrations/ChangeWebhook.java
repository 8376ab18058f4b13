package dev.cellwright.integrations;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.FieldError;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes a webhook. Made active again, it is given another chance, and sends what waited.
final class ChangeWebhook {

  sealed interface Outcome {
    record Changed(Webhook webhook) implements Outcome {}

    record Unfit(List<FieldError> errors) implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;
  private final Wishes wishes;

  ChangeWebhook(Database database, Wishes wishes) {
    this.database = database;
    this.wishes = wishes;
  }

  /// @param seen the version its author saw; null where any will do
  Outcome change(UUID id, WebhookPatch patch, @Nullable Long seen) {
    var errors = wishes.problems(given(patch.url()), given(patch.events()));
    if (!errors.isEmpty()) {
      return new Outcome.Unfit(errors);
    }
    var outcome =
        database.run(
            Command.of(
                WebhookStore.lock(id, seen),
                WebhookStore.change(id, patch),
                Step.event("webhook.updated", id, 1),
                DeliveryStore.resume(id),
                DeliveryStore.wake(id)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(1, Webhook.class));
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }

  private static <T> @Nullable T given(Change<T> change) {
    return change instanceof Change.To<T>(var value) ? value : null;
  }
}
