package dev.cellwright.identity;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import org.jspecify.annotations.Nullable;

/// Changes what the caller says of themselves, unless it has changed since they saw it.
final class EditProfile {

  sealed interface Outcome {
    record Edited(User user) implements Outcome {}

    record ChangedSince() implements Outcome {}
  }

  private final Database database;

  EditProfile(Database database) {
    this.database = database;
  }

  /// @param seen the version the caller saw; null where any will do
  Outcome edit(UserPatch patch, @Nullable Long seen) {
    var caller = RequestScope.principalOfRequest();
    var outcome =
        database.run(
            Command.of(
                UserStore.edit(Changes.of(patch), seen),
                Step.event("user.updated", caller.person(), 0),
                UserStore.person(caller.session())));
    return switch (outcome.ending()) {
      case null -> new Outcome.Edited(outcome.row(2, User.class));
      case "changed" -> new Outcome.ChangedSince();
      default -> throw outcome.unexpected();
    };
  }
}
