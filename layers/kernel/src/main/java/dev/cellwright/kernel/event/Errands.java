package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// The errands of a module, by name.
public record Errands(String module, Map<String, Errand> named) {
  private static final String ASKED = "Errand";

  /// Whether what came is an errand, and no batch of messages.
  public static boolean isAsked(JsonNode event) {
    return event.has(ASKED);
  }

  /// Runs the errand that is asked for.
  ///
  /// @param deadline by the real clock
  /// @throws IllegalArgumentException where the module has none of this name
  public JsonNode run(JsonNode asked, Instant deadline) {
    var name = asked.path(ASKED).asText();
    var errand = named.get(name);
    if (errand == null) {
      throw new IllegalArgumentException("%s has no errand %s".formatted(module, name));
    }
    var scope =
        new RequestScope(
            UUID.randomUUID().toString(),
            null,
            deadline,
            new Occasion.Scheduled(module + ":" + name, new Attempt()));
    return scope.call(() -> errand.run(asked));
  }
}
