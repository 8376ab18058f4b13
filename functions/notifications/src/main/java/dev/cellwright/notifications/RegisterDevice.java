package dev.cellwright.notifications;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Registers a device of the caller's, or takes it away. Registering it again is how an app says
/// that its token still holds. Whose device it was before, they are pushed to there no longer.
final class RegisterDevice {

  sealed interface Outcome {
    record Registered(Device device) implements Outcome {}

    record Full() implements Outcome {}

    record Removed() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private static final int MOST = 20;

  private final Database database;
  private final Ids ids;

  RegisterDevice(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Outcome register(NewDevice device) {
    var outcome = database.run(Command.of(ReachStore.register(ids.next(), device, MOST)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Registered(outcome.row(0, Device.class));
      case "full" -> new Outcome.Full();
      default -> throw outcome.unexpected();
    };
  }

  Outcome remove(UUID id) {
    var outcome = database.run(Command.of(ReachStore.removeDevice(id)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Removed();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
