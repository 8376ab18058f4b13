package dev.cellwright.access;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.shape.FieldError;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes a role, for everybody who has it from their next call on. What is added to it, its
/// author must hold; and to a role that one has oneself, nothing is added.
final class ChangeRole {

  sealed interface Outcome {
    record Changed(Role role) implements Outcome {}

    record ChangedSince() implements Outcome {}

    /// A permission means nothing in this cell, or no role may hold it.
    record NoSuchPermission(FieldError error) implements Outcome {}

    record NotYours(String permission) implements Outcome {}

    /// The author has the role: nobody gives themselves more.
    record OwnRole(String permission) implements Outcome {}

    record NameTaken() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ChangeRole(Database database) {
    this.database = database;
  }

  /// @param seen the version its author saw; null where any will do
  Outcome change(UUID id, RolePatch patch, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                RoleStore.lock(id, seen),
                RoleStore.change(id, patch),
                RoleStore.putPermissions(id),
                Step.event("role.updated", id, 1),
                RoleStore.role(id)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(4, Role.class));
      case "changed" -> new Outcome.ChangedSince();
      case "invalid" -> new Outcome.NoSuchPermission(outcome.row(2, Complaint.class).error());
      case "not_yours" -> new Outcome.NotYours(outcome.row(2, Complaint.class).message());
      case "own_role" -> new Outcome.OwnRole(outcome.row(2, Complaint.class).message());
      case "unique:roles_name" -> new Outcome.NameTaken();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
