package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The values of a statement's binds.
public final class Binds {
  private final ObjectNode values = JsonNodeFactory.instance.objectNode();

  private Binds() {}

  public static Binds none() {
    return new Binds();
  }

  public static Binds of(String name, @Nullable Object value) {
    return new Binds().and(name, value);
  }

  /// Adds a value: text, number, boolean, UUID, time, JSON, other binds as an object of JSON, a
  /// list of these, or null.
  public Binds and(String name, @Nullable Object value) {
    values.set(name, json(value));
    return this;
  }

  ObjectNode json() {
    return values;
  }

  static JsonNode json(@Nullable Object value) {
    var json = JsonNodeFactory.instance;
    return switch (value) {
      case null -> json.nullNode();
      case JsonNode node -> node;
      case String text -> json.textNode(text);
      case UUID id -> json.textNode(id.toString());
      case Boolean flag -> json.booleanNode(flag);
      case Integer number -> json.numberNode(number);
      case Long number -> json.numberNode(number);
      case BigDecimal number -> json.numberNode(number);
      case Instant time -> json.textNode(time.toString());
      case LocalDate day -> json.textNode(day.toString());
      case Binds nested -> nested.values;
      case Collection<?> many -> {
        ArrayNode list = json.arrayNode();
        many.forEach(one -> list.add(json(one)));
        yield list;
      }
      default -> throw new IllegalArgumentException("no bind can hold " + value.getClass());
    };
  }
}
