package dev.cellwright.integrations;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Listener;
import dev.cellwright.kernel.observe.Gauges;
import java.util.List;

/// What the module does about events.
final class Listeners {
  static final List<Listener<Listeners>> LISTENERS =
      List.of(
          Listener.<Listeners>to("*").named("file_deliveries").by(Listeners::file),
          Listener.<Listeners>to("webhook_delivery.due")
              .named("send_due_deliveries")
              .repeatable()
              .by(Listeners::send));

  private final FileDeliveries fileDeliveries;
  private final SendDue sendDue;

  Listeners(Kernel kernel) {
    fileDeliveries = new FileDeliveries(kernel.database(), SubscribableEvents.ofCell());
    sendDue =
        new SendDue(
            kernel.database(),
            Couriers.of(kernel),
            kernel.clock(),
            Gauges.of(kernel.environment()));
  }

  private void file(Event event) {
    fileDeliveries.file(event);
  }

  private void send(Event event) {
    sendDue.send(event.entityId());
  }
}
