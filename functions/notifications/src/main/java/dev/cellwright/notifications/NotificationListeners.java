package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Listener;
import dev.cellwright.kernel.phone.Phones;
import java.util.List;

/// What the module does about events: others' are routed, its own make mail, phones and digests do
/// their part.
final class NotificationListeners {
  static final List<Listener<NotificationListeners>> LISTENERS =
      List.of(
          Listener.<NotificationListeners>to("*")
              .named("route_event")
              .by((listeners, event) -> listeners.routeEvent.route(event)),
          Listener.<NotificationListeners>to("notification.routing_due")
              .named("go_on_routing")
              .by((listeners, event) -> listeners.routeEvent.tell(event.data(Happening.class))),
          Listener.<NotificationListeners>to("notification.push_due")
              .named("push_to_devices")
              .repeatable()
              .by((listeners, event) -> listeners.sendPush.send(event.entityId())),
          Listener.<NotificationListeners>to("notification.sms_due")
              .named("send_text_message")
              .repeatable()
              .by((listeners, event) -> listeners.sendTextMessage.send(event.entityId())),
          Listener.<NotificationListeners>to("digest.due")
              .named("send_digest")
              .by(NotificationListeners::sendDigest),
          Listener.<NotificationListeners>to("push_device.registered")
              .named("make_endpoint")
              .repeatable()
              .by((listeners, event) -> listeners.makeEndpoint.make(event.entityId())),
          Listener.<NotificationListeners>to("sms_number.code_due")
              .named("send_code")
              .repeatable()
              .by((listeners, event) ->
                  listeners.sendCode.send(
                      event.entityId(), event.data(NotificationEvent.CodeDue.class).asked())));

  private final Database database;
  private final RouteEvent routeEvent;
  private final SendPush sendPush;
  private final SendTextMessage sendTextMessage;
  private final MakeEndpoint makeEndpoint;
  private final SendCode sendCode;

  NotificationListeners(Kernel kernel, Phones phones) {
    database = kernel.database();
    routeEvent = new RouteEvent(kernel);
    sendPush = new SendPush(database, phones);
    sendTextMessage = new SendTextMessage(database, phones);
    makeEndpoint = new MakeEndpoint(database, phones);
    sendCode = new SendCode(database, phones);
  }

  private void sendDigest(Event event) {
    var outcome = database.run(Command.of(RoutingStore.sendDigest(event.entityId())));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
