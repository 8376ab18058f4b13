package dev.cellwright.access;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.shape.FieldError;
import java.util.UUID;

/// Passes on what one holds and may share. Doing it twice is harmless.
final class GrantPermission {

  /// How many nestings may follow one another; the database refuses more.
  static final int MOST_NESTINGS = 16;

  sealed interface Outcome {
    record Stands(Granted grant) implements Outcome {}

    /// The model has or admits no such thing.
    record NotInModel(FieldError error) implements Outcome {}

    record NoSuchObject(String type, UUID id) implements Outcome {}

    record NoSuchSubject(String type, UUID id) implements Outcome {}

    /// The actor doesn't hold it, or may not pass it on.
    record NotYours() implements Outcome {}

    /// Nobody gives a role, or access to a thing, to themselves.
    record ToOneself() implements Outcome {}

    /// Nobody gives a role to a team that they are in.
    record ToOwnTeam() implements Outcome {}

    /// The actor's team would come to a role by being nested in another.
    record IntoRole() implements Outcome {}

    /// What one may share by a custom role alone, one doesn't share with one's own team.
    record ToOwnTeamByRole() implements Outcome {}

    /// What one may share by a custom role alone, one doesn't share with all of whom one is one.
    record ToAllByRole() implements Outcome {}

    /// The subject holds, through others, what it would be given to.
    record Cycle() implements Outcome {}

    /// More nestings would follow one another than a decision follows.
    record TooDeep() implements Outcome {}
  }

  private final Database database;

  GrantPermission(Database database) {
    this.database = database;
  }

  Outcome grant(Tuple tuple) {
    var subject = tuple.subject();
    var outcome =
        database.run(
            Command.of(TupleStore.grant(tuple))
                .holding(subject.type().equals("user") ? subject.id() : null));
    return switch (outcome.ending()) {
      case null -> new Outcome.Stands(Granted.of(tuple, outcome.row(0, Written.class).changed()));
      case "invalid" -> new Outcome.NotInModel(outcome.row(0, Complaint.class).error());
      case "no_object" -> new Outcome.NoSuchObject(tuple.namespace(), tuple.objectId());
      case "no_subject" -> new Outcome.NoSuchSubject(tuple.subject().type(), tuple.subject().id());
      case "not_yours" -> new Outcome.NotYours();
      case "to_oneself" -> new Outcome.ToOneself();
      case "to_own_team" -> new Outcome.ToOwnTeam();
      case "into_role" -> new Outcome.IntoRole();
      case "to_own_team_by_role" -> new Outcome.ToOwnTeamByRole();
      case "to_all_by_role" -> new Outcome.ToAllByRole();
      case "cycle", "check:tuples_cycle" -> new Outcome.Cycle();
      case "check:tuples_depth" -> new Outcome.TooDeep();
      default -> throw outcome.unexpected();
    };
  }
}
