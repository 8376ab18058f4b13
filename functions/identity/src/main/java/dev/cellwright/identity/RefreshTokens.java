package dev.cellwright.identity;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.auth.TokenSigner;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Exchanges a refresh token for a new pair, once. A token that comes a second time has been
/// copied: its session ends, for whoever holds a token of it (RFC 9700, 4.14.2). Two clients that
/// present one token at the same moment can't be told from that; one of them wins for as long.
final class RefreshTokens {

  sealed interface Outcome {
    record Refreshed(Tokens tokens) implements Outcome {}

    /// Unknown, expired, spent, or of a session that has ended. Which, isn't told.
    record Refused() implements Outcome {}
  }

  private final Database database;
  private final Ids ids;
  private final TokenSigner signer;

  RefreshTokens(Kernel kernel) {
    database = kernel.database();
    ids = kernel.ids();
    signer = kernel.tokenSigner();
  }

  Outcome refresh(RefreshToken presented) {
    var next = RefreshToken.random();
    var outcome =
        database.run(
            Command.of(
                SessionStore.refresh(presented, ids.next(), next),
                OrganizationStore.planSpokenFor(0)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    // Reuse is a row and no ending: an ending would undo that the session was ended.
    return switch (outcome.row(0, Rotation.class)) {
      case Rotation(var person, var session, var organization)
          when person != null && session != null ->
          new Outcome.Refreshed(
              new Tokens(
                  signer.sign(
                      new Principal(
                          person,
                          session,
                          organization,
                          organization == null ? null : plan(outcome))),
                  next.value()));
      case Rotation _ -> new Outcome.Refused();
    };
  }

  private static @Nullable String plan(dev.cellwright.kernel.data.Outcome outcome) {
    var plans = outcome.rows(1, SpokenFor.class);
    return plans.isEmpty() ? null : plans.getFirst().plan();
  }

  private record SpokenFor(String plan) {}

  private record Rotation(
      @Nullable UUID userId, @Nullable UUID sessionId, @Nullable UUID organizationId) {}
}
