package dev.cellwright.testing.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.testing.TestCell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// What the tests of events do with books that nobody keeps.
record Heard(TestCell cell, UUID organization) {

  /// Events of one entity, filed and not yet relayed, in their order.
  List<Event> of(UUID entity, int count) {
    IntStream.range(0, count)
        .forEach(
            _ -> cell.hear(organization, "book.added", "book", entity, Map.of("title", "Emma")));
    return events().stream().filter(event -> event.entityId().equals(entity)).toList();
  }

  /// All of the organization.
  List<Event> events() {
    return cell.events(organization).stream()
        .map(row ->
            new Event(
                id(row, "id"),
                row.path("type").asText(),
                1,
                organization,
                row.path("entity_type").asText(),
                id(row, "entity_id"),
                row.path("entity_sequence").asLong(),
                Instant.now(),
                null,
                null,
                null,
                null,
                JsonNodeFactory.instance.objectNode()))
        .toList();
  }

  /// What was noted, in the order in which it was.
  List<JsonNode> notes(String listener) {
    return cell.database()
        .rows(
            "select event_id, entity_id, sequence from echo.notes where org_id = ? and listener = ? order by number",
            organization,
            listener);
  }

  /// The numbers of the events that were noted of an entity, in the order in which they were.
  List<Long> sequences(String listener, UUID entity) {
    return notes(listener).stream()
        .filter(note -> note.path("entity_id").asText().equals(entity.toString()))
        .map(note -> note.path("sequence").asLong())
        .toList();
  }

  private static UUID id(JsonNode row, String column) {
    return UUID.fromString(row.path(column).asText());
  }
}
