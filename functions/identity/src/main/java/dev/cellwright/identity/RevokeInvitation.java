package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// Revokes an invitation: its link opens nothing any more. Doing it again is harmless.
final class RevokeInvitation {

  sealed interface Outcome {
    record Revoked() implements Outcome {}

    record AlreadyRevoked() implements Outcome {}

    record Accepted() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  RevokeInvitation(Database database) {
    this.database = database;
  }

  Outcome revoke(UUID id) {
    var outcome =
        database.run(
            Command.of(
                InvitationStore.lock(id, false),
                InvitationStore.revoke(id),
                Step.event("invitation.revoked", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Revoked();
      case "revoked" -> new Outcome.AlreadyRevoked();
      case "accepted" -> new Outcome.Accepted();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
