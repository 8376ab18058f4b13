package dev.cellwright.integrations;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Event;

/// Files what happened for every webhook that wants it. Nothing is sent here: whoever listens to
/// this module's own `webhook_delivery.due` sends.
final class FileDeliveries {
  private final Database database;

  FileDeliveries(Database database) {
    this.database = database;
  }

  /// What concerns no organization is nobody's to hear, and what a module tells itself neither.
  void file(Event event) {
    if (event.organization() == null || !SubscribableEvents.isTold(event.type())) {
      return;
    }
    var outcome =
        database.run(
            Command.of(
                DeliveryStore.file(event.id(), event.type(), event.time(), Payload.of(event))));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
