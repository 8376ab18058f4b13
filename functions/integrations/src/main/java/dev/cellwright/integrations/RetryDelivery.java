package dev.cellwright.integrations;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Sends a delivery again, with its id and its payload as they were.
final class RetryDelivery {

  sealed interface Outcome {
    record Waiting() implements Outcome {}

    record Inactive() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  RetryDelivery(Database database) {
    this.database = database;
  }

  /// What waits to be sent anyway is left to that.
  Outcome retry(UUID id) {
    var outcome = database.run(Command.of(DeliveryStore.retry(id), DeliveryStore.wake(null)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Waiting();
      case "waiting" -> new Outcome.Waiting();
      case "inactive" -> new Outcome.Inactive();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
