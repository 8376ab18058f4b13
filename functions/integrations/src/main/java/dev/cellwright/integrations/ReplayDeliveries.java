package dev.cellwright.integrations;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.shape.FieldError;
import java.util.List;
import java.util.UUID;

/// Sends again what happened in a time range, with the ids it had: what was delivered, what failed,
/// and what was held while the webhook was inactive.
final class ReplayDeliveries {

  sealed interface Outcome {
    record Replaying(Replayed replayed) implements Outcome {}

    record Unfit(List<FieldError> errors) implements Outcome {}

    record Inactive() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;
  private final Wishes wishes;

  ReplayDeliveries(Database database, Wishes wishes) {
    this.database = database;
    this.wishes = wishes;
  }

  Outcome replay(UUID webhook, Replay range) {
    if (!range.from().isBefore(range.to())) {
      return new Outcome.Unfit(List.of(new FieldError("to", "must be later than from")));
    }
    var errors = wishes.problems(null, range.events());
    if (!errors.isEmpty()) {
      return new Outcome.Unfit(errors);
    }
    var outcome =
        database.run(
            Command.of(
                DeliveryStore.sending(webhook),
                DeliveryStore.replay(webhook, range),
                DeliveryStore.wake(webhook)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Replaying(outcome.row(1, Replayed.class));
      case "inactive" -> new Outcome.Inactive();
      case "not_found" -> new Outcome.NotFound(webhook);
      default -> throw outcome.unexpected();
    };
  }
}
