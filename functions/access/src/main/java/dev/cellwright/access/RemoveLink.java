package dev.cellwright.access;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Removes a link of which one may link an end, and with it what an assigned team saw by it.
final class RemoveLink {

  sealed interface Outcome {
    record Removed() implements Outcome {}

    /// The actor sees an end, but may link neither; or it is not theirs to take the team's view.
    record NotYours() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  RemoveLink(Database database) {
    this.database = database;
  }

  Outcome remove(UUID id) {
    var outcome = database.run(Command.of(LinkStore.unlink(id)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Removed();
      case "not_yours" -> new Outcome.NotYours();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
