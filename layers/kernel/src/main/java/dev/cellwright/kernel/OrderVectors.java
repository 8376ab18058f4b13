package dev.cellwright.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// `order.between`: a key between two keys, or why there is none.
public final class OrderVectors implements VectorCase {

  @Override
  public String name() {
    return "order.between";
  }

  @Override
  public ObjectNode answer(JsonNode given) {
    var answer = JsonNodeFactory.instance.objectNode();
    try {
      return answer.put("key", OrderKey.between(key(given, "a"), key(given, "b")));
    } catch (IllegalArgumentException e) {
      return answer.put("error", String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String key(JsonNode given, String name) {
    var key = given.get(name);
    if (key == null || !(key.isTextual() || key.isNull())) {
      throw new IllegalArgumentException(name + " must be a key or null");
    }
    return key.textValue();
  }
}
