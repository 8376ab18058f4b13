package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import java.util.Objects;

/// Every path about what one was told, and what each ending says over HTTP.
final class NotificationRoutes {
  static final List<Route<NotificationRoutes>> ROUTES =
      List.of(
          Route.<NotificationRoutes>get("/api/v1/notifications")
              .named("list_notifications", "List what one was told, the newest first")
              .asks("notification.view")
              .lists(NotificationStore.NOTIFICATIONS)
              .by(NotificationRoutes::list),
          Route.<NotificationRoutes>get("/api/v1/notifications/unread-count")
              .named("count_unread_notifications", "Count what one has not read")
              .asks("notification.view")
              .answers(UnreadCount.class)
              .by(NotificationRoutes::countUnread),
          Route.<NotificationRoutes>patch("/api/v1/notifications/read-all")
              .named("read_all_notifications", "Mark all as read")
              .asks("notification.edit")
              .answers(MarkedAll.class)
              .by(NotificationRoutes::readAll),
          Route.<NotificationRoutes>patch("/api/v1/notifications/seen-all")
              .named("see_all_notifications", "Mark all as seen")
              .asks("notification.edit")
              .answers(MarkedAll.class)
              .by(NotificationRoutes::seeAll),
          Route.<NotificationRoutes>patch("/api/v1/notifications/{id}/read")
              .named("read_notification", "Mark as read")
              .asks("notification.edit")
              .answers(Notification.class)
              .by(NotificationRoutes::read),
          Route.<NotificationRoutes>patch("/api/v1/notifications/{id}/seen")
              .named("see_notification", "Mark as seen")
              .asks("notification.edit")
              .answers(Notification.class)
              .by(NotificationRoutes::see),
          Route.<NotificationRoutes>delete("/api/v1/notifications/{id}")
              .named("delete_notification", "Delete from one's inbox")
              .asks("notification.edit")
              .answersNothing(204)
              .by(NotificationRoutes::delete));

  private final Database database;
  private final MarkNotification markNotification;
  private final MarkAll markAll;
  private final DeleteNotification deleteNotification;

  NotificationRoutes(Kernel kernel) {
    database = kernel.database();
    markNotification = new MarkNotification(database);
    markAll = new MarkAll(database);
    deleteNotification = new DeleteNotification(database);
  }

  private Response list(Request request) {
    return Response.page(
        database.page(NotificationStore.NOTIFICATIONS, request.page(), Binds.none()));
  }

  private Response countUnread(Request request) {
    return Response.ok(
        Objects.requireNonNull(database.first(NotificationStore.UNREAD, Binds.none())));
  }

  private Response readAll(Request request) {
    return Response.ok(markAll.read());
  }

  private Response seeAll(Request request) {
    return Response.ok(markAll.see());
  }

  private Response read(Request request) {
    return marked(markNotification.read(request.id("id")));
  }

  private Response see(Request request) {
    return marked(markNotification.see(request.id("id")));
  }

  private Response delete(Request request) {
    return switch (deleteNotification.delete(request.id("id"))) {
      case DeleteNotification.Outcome.Deleted() -> Response.noContent();
      case DeleteNotification.Outcome.NotFound(var id) -> Response.notFound("notification", id);
    };
  }

  private static Response marked(MarkNotification.Outcome outcome) {
    return switch (outcome) {
      case MarkNotification.Outcome.Marked(var notification) -> Response.ok(notification);
      case MarkNotification.Outcome.NotFound(var id) -> Response.notFound("notification", id);
    };
  }
}
