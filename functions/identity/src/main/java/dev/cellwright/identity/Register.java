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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Registers a person, with an organization of their own and a first session.
final class Register {

  sealed interface Outcome {
    record Registered(SignedIn signedIn) implements Outcome {}

    /// @param lacking what the password lacks
    record WeakPassword(List<String> lacking) implements Outcome {}

    record AddressTaken() implements Outcome {}

    record Closed() implements Outcome {}
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
    if (!features.isOn(IdentityModule.OPEN_REGISTRATION)) {
      return new Outcome.Closed();
    }
    var lacking = PasswordRule.lacking(person.password());
    if (!lacking.isEmpty()) {
      return new Outcome.WeakPassword(lacking);
    }

    var id = ids.next();
    var organization = ids.next();
    var session = NewSession.of(ids, userAgent);
    var outcome =
        database.run(
            Command.of(
                SessionStore.register(
                    id, person, PasswordHash.of(person.password()), organization, session),
                Step.event(
                    "user.registered",
                    id,
                    0,
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("organization_id", organization.toString())),
                UserStore.person(session.id()),
                OrganizationStore.spokenFor(session.id())));
    return switch (outcome.ending()) {
      case null ->
          new Outcome.Registered(
              new SignedIn(
                  outcome.row(2, User.class),
                  outcome.row(3, Organization.class),
                  new Tokens(
                      signer.sign(new Principal(id, session.id(), organization)),
                      session.token().value())));
      case "unique:users_email" -> new Outcome.AddressTaken();
      default -> throw outcome.unexpected();
    };
  }
}
