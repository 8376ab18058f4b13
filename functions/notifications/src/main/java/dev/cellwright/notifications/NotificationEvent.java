package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happens to notifications, as other modules and this one's halves hear it.
interface NotificationEvent {

  /// Something is in the app. What it says is for the person alone.
  ///
  /// @param data `{entityType, entityId, url}`
  /// @param unread how much the person has not read, with this
  record Created(
      UUID userId,
      UUID notificationId,
      String type,
      String title,
      @Nullable String body,
      ObjectNode data,
      Instant createdAt,
      long unread)
      implements NotificationEvent {}

  /// The person wants the organization's own systems to hear of it.
  record Forwarded(
      UUID userId,
      UUID notificationId,
      String type,
      String title,
      @Nullable String body,
      ObjectNode data,
      Instant createdAt)
      implements NotificationEvent {}

  /// A mail is to be written to a person.
  ///
  /// @param notificationId null for a digest
  /// @param template `notification` or `digest`
  /// @param critical whether it goes out whatever was said
  /// @param variables what the template is filled with
  record MailDue(
      UUID userId,
      @Nullable UUID notificationId,
      String type,
      String template,
      boolean critical,
      ObjectNode variables)
      implements NotificationEvent {}

  record PushDue(UUID userId, UUID notificationId, String type) implements NotificationEvent {}

  record SmsDue(UUID userId, UUID notificationId, String type) implements NotificationEvent {}

  /// People behind this one are still to be told of an event.
  record RoutingDue(
      UUID eventId,
      String eventType,
      String entityType,
      UUID entityId,
      @Nullable UUID actorId,
      ObjectNode data,
      UUID behind)
      implements NotificationEvent {}

  record DigestDue(UUID userId) implements NotificationEvent {}

  /// A person read, saw or deleted something.
  record InboxChanged(UUID userId, long unread, long unseen) implements NotificationEvent {}

  record DeviceRegistered(UUID userId) implements NotificationEvent {}

  /// @param asked tells this request for a code from later ones
  record CodeDue(UUID userId, long asked) implements NotificationEvent {}
}
