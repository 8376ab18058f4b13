package dev.cellwright.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Fetches a webhook's events after a place, in the order in which they were committed: for whoever
/// can't be called. What was fetched is not marked; whoever comes with an old place is told again.
final class PollEvents {
  /// Before everything.
  static final String START = "0-0";

  private static final ObjectMapper JSON = new ObjectMapper();

  sealed interface Outcome {
    record Fetched(Polled polled) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  PollEvents(Database database) {
    this.database = database;
  }

  /// @param after a cursor; null for the beginning
  Outcome poll(UUID webhook, @Nullable String after, @Nullable Integer limit) {
    var cursor = after == null ? START : after;
    var place = cursor.split("-", 2);
    var pieces =
        database.all(
            DeliveryStore.AFTER,
            DeliveryStore.after(
                webhook, Long.parseLong(place[0]), Long.parseLong(place[1]), limit));
    return pieces.isEmpty()
        ? new Outcome.NotFound(webhook)
        : new Outcome.Fetched(polled(pieces, cursor));
  }

  private static Polled polled(List<DeliveryStore.PolledPiece> pieces, String cursor) {
    var heads = new LinkedHashMap<UUID, DeliveryStore.PolledPiece>();
    var bodies = new LinkedHashMap<UUID, StringBuilder>();
    for (var piece : pieces) {
      if (piece.id() != null) {
        heads.putIfAbsent(piece.id(), piece);
        bodies.computeIfAbsent(piece.id(), _ -> new StringBuilder()).append(piece.part());
      }
    }
    var items =
        heads.entrySet().stream()
            .map(each ->
                new Polled.Item(
                    each.getKey(),
                    Objects.requireNonNull(each.getValue().event()),
                    Objects.requireNonNull(each.getValue().cursor()),
                    parsed(String.valueOf(bodies.get(each.getKey())))))
            .toList();
    return new Polled(
        items, items.isEmpty() ? cursor : items.getLast().cursor(), pieces.getFirst().more());
  }

  private static ObjectNode parsed(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column of JSON holds none", e);
    }
  }
}
