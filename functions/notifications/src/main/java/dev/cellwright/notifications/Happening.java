package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.event.Event;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as it is routed, and how far that got.
///
/// @param behind the person after whom to go on; null at the beginning
record Happening(
    UUID eventId,
    String eventType,
    String entityType,
    UUID entityId,
    @Nullable UUID actorId,
    ObjectNode data,
    @Nullable UUID behind) {
  /// What is needed to tell people of an event is short; a longer member isn't carried along.
  private static final int LONGEST_MEMBER = 4000;

  static Happening of(Event event) {
    return new Happening(
        event.id(),
        event.type(),
        event.entityType(),
        event.entityId(),
        event.actor(),
        event.data(),
        null);
  }

  /// The rest of it, as the data of an event.
  ObjectNode restBehind(UUID person) {
    var rest =
        JsonNodeFactory.instance
            .objectNode()
            .put("event_id", eventId.toString())
            .put("event_type", eventType)
            .put("entity_type", entityType)
            .put("entity_id", entityId.toString())
            .put("actor_id", actorId == null ? null : actorId.toString())
            .put("behind", person.toString());
    var shortened = rest.putObject("data");
    for (var member : data.properties()) {
      if (member.getValue().toString().length() <= LONGEST_MEMBER) {
        shortened.set(member.getKey(), member.getValue());
      }
    }
    return rest;
  }
}
