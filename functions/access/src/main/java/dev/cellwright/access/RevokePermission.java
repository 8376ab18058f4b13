package dev.cellwright.access;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.shape.FieldError;
import java.util.UUID;

/// Takes back a grant, from the next call on. Taking back what isn't there is harmless.
final class RevokePermission {

  sealed interface Outcome {
    record Gone(Revoked grant) implements Outcome {}

    /// The model has or admits no such thing.
    record NotInModel(FieldError error) implements Outcome {}

    record NoSuchObject(String type, UUID id) implements Outcome {}

    /// A link assigns the team to the thing, and the team sees it while the link stands.
    record NeededByLink(UUID link) implements Outcome {}

    /// The actor neither shares the object nor has to do with the grant.
    record NotYours() implements Outcome {}
  }

  /// The link that needs a tuple.
  private record Needed(String message) {
    UUID link() {
      return UUID.fromString(message);
    }
  }

  private final Database database;

  RevokePermission(Database database) {
    this.database = database;
  }

  Outcome revoke(Tuple tuple) {
    var outcome = database.run(Command.of(TupleStore.revoke(tuple)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Gone(Revoked.of(tuple, outcome.row(0, Written.class).changed()));
      case "invalid" -> new Outcome.NotInModel(outcome.row(0, Complaint.class).error());
      case "no_object" -> new Outcome.NoSuchObject(tuple.namespace(), tuple.objectId());
      case "needed" -> new Outcome.NeededByLink(outcome.row(0, Needed.class).link());
      case "not_yours" -> new Outcome.NotYours();
      default -> throw outcome.unexpected();
    };
  }
}
