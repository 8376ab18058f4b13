package dev.cellwright.access;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Ends a role: whoever had it holds nothing through it from the next call on.
final class DeleteRole {

  sealed interface Outcome {
    record Deleted() implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  DeleteRole(Database database) {
    this.database = database;
  }

  Outcome delete(UUID id, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                RoleStore.lock(id, seen),
                RoleStore.delete(id),
                RoleStore.empty(id),
                Step.event("role.deleted", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Deleted();
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
