package dev.cellwright.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

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
      return answer.put(
          "key", OrderKey.between(given.path("a").textValue(), given.path("b").textValue()));
    } catch (IllegalArgumentException e) {
      return answer.put("error", String.valueOf(e.getMessage()));
    }
  }
}
