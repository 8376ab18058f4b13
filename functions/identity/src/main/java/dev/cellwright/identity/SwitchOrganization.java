package dev.cellwright.identity;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.auth.TokenSigner;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Lets the session speak for another organization of the person's. Its refresh token is replaced,
/// so that the next refresh speaks for that organization too. The first time accepts the
/// membership.
final class SwitchOrganization {

  sealed interface Outcome {
    record Switched(Tokens tokens) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;
  private final Ids ids;
  private final TokenSigner signer;

  SwitchOrganization(Kernel kernel) {
    database = kernel.database();
    ids = kernel.ids();
    signer = kernel.tokenSigner();
  }

  Outcome switchTo(UUID organization) {
    var next = RefreshToken.random();
    var caller = RequestScope.principalOfRequest();
    var outcome =
        database.run(
            Command.of(
                SessionStore.speakFor(organization, ids.next(), next),
                OrganizationStore.spokenFor(caller.session())));
    return switch (outcome.ending()) {
      case null -> {
        var plan = outcome.row(1, Organization.class).plan();
        var principal = new Principal(caller.person(), caller.session(), organization, plan);
        yield new Outcome.Switched(new Tokens(signer.sign(principal), next.value()));
      }
      case "not_found" -> new Outcome.NotFound(organization);
      default -> throw outcome.unexpected();
    };
  }
}
