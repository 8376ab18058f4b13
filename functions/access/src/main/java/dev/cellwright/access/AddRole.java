package dev.cellwright.access;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.shape.FieldError;

/// Makes a role of permissions that its maker holds.
final class AddRole {

  sealed interface Outcome {
    record Added(Role role) implements Outcome {}

    /// A permission means nothing in this cell, or no role may hold it.
    record NoSuchPermission(FieldError error) implements Outcome {}

    record NotYours(String permission) implements Outcome {}

    record NameTaken() implements Outcome {}
  }

  private final Database database;
  private final Ids ids;

  AddRole(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Outcome add(NewRole role) {
    var id = ids.next();
    var outcome =
        database.run(
            Command.of(
                RoleStore.add(id, role),
                RoleStore.putPermissions(id),
                Step.event("role.created", id, 0),
                RoleStore.role(id)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Added(outcome.row(3, Role.class));
      case "invalid" -> new Outcome.NoSuchPermission(outcome.row(1, Complaint.class).error());
      case "not_yours" -> new Outcome.NotYours(outcome.row(1, Complaint.class).message());
      case "unique:roles_name" -> new Outcome.NameTaken();
      default -> throw outcome.unexpected();
    };
  }
}
