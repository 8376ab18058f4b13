package dev.cellwright.integrations;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Closes an endpoint for good, with what was told there.
final class CloseEndpoint {

  sealed interface Outcome {
    record Closed() implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  CloseEndpoint(Database database) {
    this.database = database;
  }

  Outcome close(UUID id, @Nullable Long seen) {
    var outcome = database.run(Command.of(EndpointStore.lock(id, seen), EndpointStore.delete(id)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Closed();
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
