package dev.cellwright.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Database;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Shows a delivery with its payload and its attempts.
final class ShowDelivery {
  private static final ObjectMapper JSON = new ObjectMapper();

  sealed interface Outcome {
    record Shown(DeliveryShown delivery) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ShowDelivery(Database database) {
    this.database = database;
  }

  Outcome show(UUID id) {
    var pieces = database.all(DeliveryStore.ONE, DeliveryStore.one(id));
    return pieces.isEmpty() ? new Outcome.NotFound(id) : new Outcome.Shown(whole(pieces));
  }

  private static DeliveryShown whole(List<DeliveryStore.Piece> pieces) {
    var head = pieces.getFirst();
    var payload = pieces.stream().map(DeliveryStore.Piece::part).collect(Collectors.joining());
    return new DeliveryShown(
        head.id(),
        head.subscriptionId(),
        head.eventId(),
        head.event(),
        head.status(),
        head.attempts(),
        head.nextRetryAt(),
        head.responseStatus(),
        head.responseBody(),
        parsed(head.log()).valueStream().map(ShowDelivery::attempt).toList(),
        head.occurredAt(),
        head.deliveredAt(),
        head.createdAt(),
        (ObjectNode) parsed(payload));
  }

  private static Attempt attempt(JsonNode entry) {
    return new Attempt(
        OffsetDateTime.parse(entry.path("at").asText()).toInstant(),
        entry.path("status").isInt() ? entry.path("status").asInt() : null,
        entry.path("error").textValue(),
        entry.path("ms").asInt());
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column of JSON holds none", e);
    }
  }
}
