package dev.cellwright.access;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;

/// Links two things that one may both link. A team that is assigned to a thing sees it from then
/// on, so that takes who may share the thing.
final class CreateLink {

  sealed interface Outcome {
    record Linked(Link link) implements Outcome {}

    /// The same link stands already.
    record LinkedBefore(Link link) implements Outcome {}

    record ToItself() implements Outcome {}

    /// @param field which end's type the cell doesn't have, or not as something to be linked
    record NoSuchType(String field, boolean known) implements Outcome {}

    /// Nothing there that the actor may view.
    record NoSuchEnd(LinkEnd end) implements Outcome {}

    record NotYours(LinkEnd end) implements Outcome {}

    /// Nothing of this type has viewers that could be teams.
    record Unassignable() implements Outcome {}

    record NotShared() implements Outcome {}

    /// The actor may share the thing by a custom role alone, and is in the team.
    record OwnTeam() implements Outcome {}
  }

  /// Which end an ending is about.
  private record Blamed(String field) {}

  private final Database database;
  private final Ids ids;

  CreateLink(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Outcome link(NewLink link) {
    var outcome = database.run(Command.of(LinkStore.link(ids.next(), link)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Linked(outcome.row(0, Link.class));
      case "to_itself" -> new Outcome.ToItself();
      case "linked" -> new Outcome.LinkedBefore(outcome.row(0, Link.class));
      case "unknown_type" -> new Outcome.NoSuchType(blamed(outcome), false);
      case "type_without_links" -> new Outcome.NoSuchType(blamed(outcome), true);
      case "not_found" -> new Outcome.NoSuchEnd(end(link, blamed(outcome)));
      case "foreign:entity_links_source" -> new Outcome.NoSuchEnd(link.source());
      case "foreign:entity_links_target" -> new Outcome.NoSuchEnd(link.target());
      case "not_yours" -> new Outcome.NotYours(end(link, blamed(outcome)));
      case "unassignable" -> new Outcome.Unassignable();
      case "not_shared" -> new Outcome.NotShared();
      case "own_team" -> new Outcome.OwnTeam();
      default -> throw outcome.unexpected();
    };
  }

  private static String blamed(dev.cellwright.kernel.data.Outcome outcome) {
    return outcome.row(0, Blamed.class).field();
  }

  private static LinkEnd end(NewLink link, String field) {
    return field.equals("source") ? link.source() : link.target();
  }
}
