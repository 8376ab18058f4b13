package dev.cellwright.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.auth.TokenSigner;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Logs a person in by address and password.
///
/// Two database calls, since a password is checked between reading and writing. An address that
/// nobody has goes the same way as one with a wrong password: as many calls, one password check,
/// failures counted, the same lock.
final class LogIn {

  sealed interface Outcome {
    record LoggedIn(SignedIn signedIn) implements Outcome {}

    record Wrong() implements Outcome {}

    /// @param seconds for how long yet
    record Locked(int seconds) implements Outcome {}
  }

  private final Database database;
  private final Ids ids;
  private final TokenSigner signer;

  LogIn(Kernel kernel) {
    database = kernel.database();
    ids = kernel.ids();
    signer = kernel.tokenSigner();
  }

  Outcome logIn(Credentials given, @Nullable String userAgent) {
    var address = EmailAddress.normalized(given.email());
    var known = Objects.requireNonNull(SessionStore.account(database, address));
    if (known.lockedSeconds() != null) {
      return new Outcome.Locked(known.lockedSeconds());
    }
    var person = known.userId();
    var hash = known.passwordHash();
    boolean right = PasswordHash.isOf(hash, given.password());
    return right && person != null && hash != null
        ? enter(address, person, hash, userAgent)
        : refuse(address);
  }

  private Outcome enter(String address, UUID person, String hash, @Nullable String userAgent) {
    var session = NewSession.of(ids, userAgent);
    var outcome =
        database.run(
            Command.of(
                SessionStore.logIn(address, person, hash, session),
                Step.event(
                    "user.logged_in",
                    person,
                    0,
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("session_id", session.id().toString())),
                UserStore.person(session.id()),
                OrganizationStore.spokenFor(session.id())));
    return switch (outcome.ending()) {
      case null -> {
        var organizations = outcome.rows(3, Organization.class);
        var organization = organizations.isEmpty() ? null : organizations.getFirst();
        var principal =
            organization == null
                ? new Principal(person, session.id(), null)
                : new Principal(person, session.id(), organization.id(), organization.plan());
        yield new Outcome.LoggedIn(
            new SignedIn(
                outcome.row(2, User.class),
                organization,
                new Tokens(signer.sign(principal), session.token().value())));
      }
      case "locked" -> new Outcome.Locked(lockedSeconds(outcome.row(0, Lock.class)));
      case "password_changed" -> new Outcome.Wrong();
      default -> throw outcome.unexpected();
    };
  }

  private Outcome refuse(String address) {
    var outcome = database.run(Command.of(SessionStore.countFailure(address)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    var seconds = outcome.row(0, Lock.class).lockedSeconds();
    return seconds == null ? new Outcome.Wrong() : new Outcome.Locked(seconds);
  }

  private static int lockedSeconds(Lock lock) {
    return Objects.requireNonNull(lock.lockedSeconds());
  }

  /// @param lockedSeconds null where the address wasn't locked before
  private record Lock(@Nullable Integer lockedSeconds) {}
}
