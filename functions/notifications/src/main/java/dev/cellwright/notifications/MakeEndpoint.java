package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.phone.Phones;
import java.util.UUID;

/// Makes the endpoint of a device that was registered, or enables it again. Doing it twice is
/// harmless.
final class MakeEndpoint {
  private final Database database;
  private final Phones phones;

  MakeEndpoint(Database database, Phones phones) {
    this.database = database;
    this.phones = phones;
  }

  /// @throws IllegalStateException where it failed, so that it is tried again; what is pushed to
  ///   the device tries it, too
  void make(UUID id) {
    var device = database.first(PhoneStore.DEVICE, Binds.of("id", id));
    if (device == null) {
      return;
    }
    var endpoints = JsonNodeFactory.instance.objectNode();
    switch (phones.ready(device)) {
      case Phones.Result.Done(var arn) -> endpoints.put(id.toString(), arn);
      case Phones.Result.Nowhere() -> {
        return;
      }
      case Phones.Result.Gone() -> endpoints.putNull(id.toString());
      case Phones.Result.Failed(var reason) ->
          throw new IllegalStateException("no endpoint for the device " + id + ": " + reason);
    }
    var outcome = database.run(Command.of(PhoneStore.noteEndpoints(endpoints)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
