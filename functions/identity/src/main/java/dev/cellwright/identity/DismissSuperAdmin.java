package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Lets somebody run the cell no more, be it oneself. The last one stays.
final class DismissSuperAdmin {

  sealed interface Outcome {
    record Dismissed() implements Outcome {}

    record Last() implements Outcome {}

    record NotFound(UUID person) implements Outcome {}

    record Forbidden() implements Outcome {}
  }

  private final Database database;

  DismissSuperAdmin(Database database) {
    this.database = database;
  }

  Outcome dismiss(UUID person) {
    var outcome =
        database.run(Command.of(AdminStore.onlyForSuperAdmins(), AdminStore.dismiss(person)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Dismissed();
      case "last" -> new Outcome.Last();
      case "not_found" -> new Outcome.NotFound(person);
      case "forbidden" -> new Outcome.Forbidden();
      default -> throw outcome.unexpected();
    };
  }
}
