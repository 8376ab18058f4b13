/// Tells people what concerns them: in the app, by mail, on their phones, and at times they chose.
///
/// Read it in this order: [NotificationsModule] declares; [RouteEvent] finds whom an event concerns
/// and asks [ChannelResolver] how each is told; the tables and what is decided in them are in the
/// migrations; [NotificationListeners] names all that is done behind the queue. Whom an event
/// concerns is declared by the module that publishes it.
@NullMarked
package dev.cellwright.notifications;

import org.jspecify.annotations.NullMarked;
