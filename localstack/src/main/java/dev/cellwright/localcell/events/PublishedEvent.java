package dev.cellwright.localcell.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import java.time.Instant;

/// An event that was published, and who took it.
///
/// @param takers `[{"rule", "target", "result"}]`
public record PublishedEvent(Instant at, String bus, JsonNode event, JsonNode takers) {

  /// As the console shows it.
  public ObjectNode json() {
    var json = Json.object().put("at", at.toString()).put("bus", bus);
    json.set("event", event);
    json.set("takers", takers);
    return json;
  }
}
