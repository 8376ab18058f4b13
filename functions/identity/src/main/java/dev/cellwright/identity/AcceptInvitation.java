package dev.cellwright.identity;

import dev.cellwright.kernel.Features;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Opens an invitation's link. Whoever is logged in and owns the invited address joins the
/// organization and its teams at once; anybody else who holds the link is shown how to. Opening it
/// again is harmless while one is a member.
final class AcceptInvitation {

  sealed interface Outcome {
    record Accepted(Organization organization) implements Outcome {}

    record Shown(InvitationShown invitation) implements Outcome {}

    /// The caller has registered another address than the one invited.
    record OtherAddress() implements Outcome {}

    /// @param most how many members the organization may have
    record Full(long most) implements Outcome {}

    /// Unknown, used, revoked, expired, or sent by somebody who couldn't any more. Which, isn't
    /// told.
    record NotFound() implements Outcome {}
  }

  private final Database database;
  private final Features features;

  AcceptInvitation(Kernel kernel) {
    database = kernel.database();
    features = kernel.features();
  }

  Outcome open(InvitationToken token) {
    var caller = RequestScope.current().principal();
    return caller == null ? show(token) : accept(token, caller.session());
  }

  private Outcome show(InvitationToken token) {
    var shown = database.first(InvitationStore.SHOWN, Binds.of("token_hash", token.hash()));
    return shown == null ? new Outcome.NotFound() : new Outcome.Shown(shown);
  }

  private Outcome accept(InvitationToken token, UUID session) {
    var most = features.value(IdentityModule.MAX_TEAM_SIZE);
    var outcome =
        database.run(
            Command.of(
                InvitationStore.accept(session, token, most),
                OrganizationStore.joined(session, 0)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Accepted(outcome.row(1, Organization.class));
      case "other_address" -> new Outcome.OtherAddress();
      case "full" -> new Outcome.Full(most);
      case "not_found" -> new Outcome.NotFound();
      default -> throw outcome.unexpected();
    };
  }
}
