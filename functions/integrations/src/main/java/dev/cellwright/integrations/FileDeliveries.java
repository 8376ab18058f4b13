package dev.cellwright.integrations;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Listening;
import java.util.Objects;
import java.util.function.Supplier;

/// Files what happened for every webhook that wants it. Nothing is sent here: whoever listens to
/// this module's own `webhook_delivery.due` sends. An organization without webhooks costs a look,
/// and not even that for what happened before the last look.
final class FileDeliveries {
  private final Database database;
  private final Supplier<SubscribableEvents> events;
  private final Listening listening = new Listening();

  FileDeliveries(Database database, Supplier<SubscribableEvents> events) {
    this.database = database;
    this.events = events;
  }

  /// What concerns no organization is nobody's to hear, and what stays inside the cell neither.
  void file(Event event) {
    if (event.organization() == null
        || !events.get().isTold(event.type())
        || !listening.anybody(event, this::look)) {
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

  private Listening.Look look() {
    return Objects.requireNonNull(database.first(DeliveryStore.ANYBODY, Binds.none()));
  }
}
