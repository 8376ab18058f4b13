package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.event.Event;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an event says in a room, but for its number there.
///
/// @param kind the `type` of the message: `notification`, `inbox` or `entity`
/// @param person whose room alone; null for everybody's who may view what the event is about
record RoomEntry(
    String kind, @Nullable UUID person, String entityType, UUID entityId, ObjectNode payload) {

  /// What this module does of itself about a person concerns nobody else, and not even them.
  private static final Set<String> PRIVATE =
      Set.of("notification", "inbox", "digest", "push_device", "sms_number");

  private record Told(
      UUID userId,
      UUID notificationId,
      String type,
      String title,
      @Nullable String body,
      @Nullable ObjectNode data,
      long unread) {}

  private record Counted(UUID userId, long unread, long unseen) {}

  /// Null for an event that no room hears of.
  static @Nullable RoomEntry of(Event event) {
    if (event.organization() == null) {
      return null;
    }
    return switch (event.type()) {
      case "notification.created" -> notification(event, event.data(Told.class));
      case "inbox.changed" -> inbox(event, event.data(Counted.class));
      default -> PRIVATE.contains(event.entityType()) ? null : entity(event);
    };
  }

  private static RoomEntry notification(Event event, Told told) {
    var payload =
        at(event)
            .put("id", told.notificationId().toString())
            .put("event", told.type())
            .put("title", told.title())
            .put("body", told.body())
            .put("unread", told.unread());
    payload.set("data", told.data());
    return of("notification", told.userId(), event, payload);
  }

  private static RoomEntry inbox(Event event, Counted counted) {
    var payload = at(event).put("unread", counted.unread()).put("unseen", counted.unseen());
    return of("inbox", counted.userId(), event, payload);
  }

  /// Says which thing changed and in which way, and nothing that is in it: a client that shows it
  /// reads it again.
  private static RoomEntry entity(Event event) {
    var payload =
        at(event)
            .put("event", event.type())
            .put("entity_type", event.entityType())
            .put("entity_id", event.entityId().toString())
            .put("entity_sequence", event.sequence())
            .put("actor_id", Objects.toString(event.actor(), null));
    return of("entity", null, event, payload);
  }

  private static RoomEntry of(String kind, @Nullable UUID person, Event event, ObjectNode payload) {
    return new RoomEntry(kind, person, event.entityType(), event.entityId(), payload);
  }

  private static ObjectNode at(Event event) {
    return JsonNodeFactory.instance.objectNode().put("at", event.time().toString());
  }

  /// The message under its number in a room.
  String message(long sequence) {
    var message = JsonNodeFactory.instance.objectNode().put("type", kind).put("sequence", sequence);
    message.setAll(payload);
    return message.toString();
  }
}
