package dev.cellwright.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.VectorCase;

/// `password.verify`: whether our check finds a bcrypt hash to be a password's.
public final class PasswordVectors implements VectorCase {

  @Override
  public String name() {
    return "password.verify";
  }

  @Override
  public ObjectNode answer(JsonNode given) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("valid", PasswordHash.verify(text(given, "password"), text(given, "hash")));
  }

  private static String text(JsonNode given, String member) {
    if (!given.path(member).isTextual()) {
      throw new IllegalArgumentException("the case lacks a text " + member);
    }
    return given.path(member).textValue();
  }
}
