package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes an organization's fields, unless it has changed since its author saw it.
final class ChangeOrganization {

  sealed interface Outcome {
    record Changed(Organization organization) implements Outcome {}

    record ChangedSince() implements Outcome {}
  }

  private final Database database;

  ChangeOrganization(Database database) {
    this.database = database;
  }

  /// @param seen the version its author saw; null where any will do
  Outcome change(UUID id, OrganizationPatch patch, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                OrganizationStore.lock(seen),
                OrganizationStore.change(patch),
                Step.event("organization.updated", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(1, Organization.class));
      case "changed" -> new Outcome.ChangedSince();
      default -> throw outcome.unexpected();
    };
  }
}
