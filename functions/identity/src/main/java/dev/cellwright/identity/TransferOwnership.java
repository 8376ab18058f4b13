package dev.cellwright.identity;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Hands an organization over to another accepted member. The owner becomes an admin.
///
/// Two database calls, like logging in, since a password is checked between reading and writing;
/// wrong ones count as failed log-ins, and lock the address as those do.
final class TransferOwnership {

  sealed interface Outcome {
    record Transferred(Organization organization) implements Outcome {}

    record WrongPassword() implements Outcome {}

    /// @param seconds for how long yet
    record Locked(int seconds) implements Outcome {}

    record OwnerAlready() implements Outcome {}

    /// The caller handed it over a moment ago.
    record NoLongerOwner() implements Outcome {}

    /// It was made with its person's registration, and stays theirs.
    record Personal() implements Outcome {}

    record NoSuchMember(UUID id) implements Outcome {}
  }

  private final Database database;

  TransferOwnership(Database database) {
    this.database = database;
  }

  Outcome transfer(UUID organization, Transfer transfer) {
    var heir = transfer.newOwnerId();
    var own = Objects.requireNonNull(database.first(SessionStore.OWN_ACCOUNT, Binds.none()));
    if (heir.equals(own.userId())) {
      return new Outcome.OwnerAlready();
    }
    if (own.lockedSeconds() != null) {
      return new Outcome.Locked(own.lockedSeconds());
    }
    var hash = Objects.requireNonNull(own.passwordHash());
    return PasswordHash.isOf(hash, transfer.password())
        ? handOver(organization, heir, hash)
        : refuse();
  }

  private Outcome handOver(UUID organization, UUID heir, String hash) {
    var caller = RequestScope.principalOfRequest();
    var outcome =
        database.run(
            Command.of(
                    SessionStore.confirmPassword(hash),
                    OrganizationStore.lockForTransfer(),
                    MemberStore.stepDown(),
                    MemberStore.stepUp(heir),
                    OrganizationStore.numberMemberChange(3),
                    Step.event("organization.ownership_transferred", organization, 4),
                    OrganizationStore.ofPerson(organization, caller.session()))
                .holdingAlone(caller.person(), heir));
    return switch (outcome.ending()) {
      case null -> new Outcome.Transferred(outcome.row(6, Organization.class));
      case "locked" -> new Outcome.Locked(seconds(outcome.row(0, Lock.class)));
      case "password_changed" -> new Outcome.WrongPassword();
      case "personal" -> new Outcome.Personal();
      case "no_longer_owner" -> new Outcome.NoLongerOwner();
      case "not_found" -> new Outcome.NoSuchMember(heir);
      default -> throw outcome.unexpected();
    };
  }

  private Outcome refuse() {
    var outcome = database.run(Command.of(SessionStore.countOwnFailure()));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    var seconds = outcome.row(0, Lock.class).lockedSeconds();
    return seconds == null ? new Outcome.WrongPassword() : new Outcome.Locked(seconds);
  }

  private static int seconds(Lock lock) {
    return Objects.requireNonNull(lock.lockedSeconds());
  }

  /// @param lockedSeconds null where the address wasn't locked before
  private record Lock(@Nullable Integer lockedSeconds) {}
}
