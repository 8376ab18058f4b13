package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Declines a membership that the caller has not accepted.
final class DeclineMembership {

  sealed interface Outcome {
    record Declined() implements Outcome {}

    /// There is no open one; nor is it told whether there is such an organization.
    record NotFound(UUID organization) implements Outcome {}
  }

  private final Database database;

  DeclineMembership(Database database) {
    this.database = database;
  }

  Outcome decline(UUID organization) {
    var outcome = database.run(Command.of(MemberStore.decline(organization)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Declined();
      case "not_found" -> new Outcome.NotFound(organization);
      default -> throw outcome.unexpected();
    };
  }
}
