package dev.cellwright.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Features;
import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.auth.TokenSigner;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Registers a person, with an organization of their own and a first session. Somebody who was
/// invited joins with it, and the session speaks for the organization that invited them.
final class Register {

  sealed interface Outcome {
    record Registered(SignedIn signedIn) implements Outcome {}

    /// @param lacking what the password lacks
    record WeakPassword(List<String> lacking) implements Outcome {}

    record AddressTaken() implements Outcome {}

    /// Nobody registers but who was invited.
    record Closed() implements Outcome {}

    record NoSuchInvitation() implements Outcome {}

    /// The invitation was sent to another address than the one to be registered.
    record OtherAddress() implements Outcome {}

    /// @param most how many members the inviting organization may have
    record Full(long most) implements Outcome {}
  }

  private final Database database;
  private final Ids ids;
  private final Features features;
  private final TokenSigner signer;

  Register(Kernel kernel) {
    database = kernel.database();
    ids = kernel.ids();
    features = kernel.features();
    signer = kernel.tokenSigner();
  }

  Outcome register(NewPerson person, @Nullable String userAgent) {
    if (!features.isOn(IdentityModule.OPEN_REGISTRATION) && person.invitation() == null) {
      return new Outcome.Closed();
    }
    var lacking = PasswordRule.lacking(person.password());
    if (!lacking.isEmpty()) {
      return new Outcome.WeakPassword(lacking);
    }

    var id = ids.next();
    var session = NewSession.of(ids, userAgent);
    var most = features.value(IdentityModule.MAX_TEAM_SIZE);
    var outcome = database.run(new Command(steps(id, person, session, most)));
    return switch (outcome.ending()) {
      case null -> {
        var organization = outcome.row(person.invitation() == null ? 3 : 4, Organization.class);
        yield new Outcome.Registered(
            new SignedIn(
                outcome.row(2, User.class),
                organization,
                new Tokens(
                    signer.sign(
                        new Principal(id, session.id(), organization.id(), organization.plan())),
                    session.token().value())));
      }
      case "unique:users_email" -> new Outcome.AddressTaken();
      case "not_found" -> new Outcome.NoSuchInvitation();
      case "other_address" -> new Outcome.OtherAddress();
      case "full" -> new Outcome.Full(most);
      default -> throw outcome.unexpected();
    };
  }

  private List<Step> steps(UUID id, NewPerson person, NewSession session, long most) {
    var own = ids.next();
    var made = JsonNodeFactory.instance.objectNode().put("organization_id", own.toString());
    var steps = new ArrayList<Step>();
    steps.add(SessionStore.register(id, person, PasswordHash.of(person.password()), own, session));
    steps.add(Step.event("user.registered", id, 0, made));
    steps.add(UserStore.person(session.id()));
    var invitation = person.invitation();
    if (invitation != null) {
      steps.add(InvitationStore.accept(session.id(), invitation, most));
    }
    steps.add(OrganizationStore.spokenFor(session.id()));
    return steps;
  }
}
