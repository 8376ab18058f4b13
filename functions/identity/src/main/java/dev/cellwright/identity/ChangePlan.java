package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Changes what an organization bought. Its own trail says who did, and an event tells it.
final class ChangePlan {

  sealed interface Outcome {
    record Changed(CellOrganization organization) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}

    record Forbidden() implements Outcome {}
  }

  private final Database database;

  ChangePlan(Database database) {
    this.database = database;
  }

  Outcome change(UUID organization, PlanPatch patch) {
    var outcome =
        database.run(
            Command.of(
                AdminStore.onlyForSuperAdmins(),
                AdminStore.changePlan(organization, patch),
                AdminStore.organization(organization)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(2, CellOrganization.class));
      case "not_found" -> new Outcome.NotFound(organization);
      case "forbidden" -> new Outcome.Forbidden();
      default -> throw outcome.unexpected();
    };
  }
}
