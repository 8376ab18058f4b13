package dev.cellwright.localcell.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members of a JSON request, read strictly: a member we don't know, or of the wrong type, is
/// an error.
public record Input(ObjectNode members) {

  /// Reads a request that may have these members and no others.
  public static Input of(byte[] body, Set<String> known) {
    return of(Json.parse(body), known);
  }

  public static Input of(ObjectNode members, Set<String> known) {
    members
        .fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            throw invalid("the local cell does not know the member " + name);
          }
        });
    return new Input(members);
  }

  public boolean has(String name) {
    return members.hasNonNull(name);
  }

  public String text(String name) {
    var text = optionalText(name);
    if (text == null) {
      throw invalid("the member " + name + " is required");
    }
    return text;
  }

  public @Nullable String optionalText(String name) {
    var node = optional(name, JsonNodeType.STRING);
    return node == null ? null : wellFormed(name, node.textValue());
  }

  public boolean flag(String name) {
    var node = optional(name, JsonNodeType.BOOLEAN);
    return node != null && node.booleanValue();
  }

  public int number(String name, int otherwise) {
    var node = optional(name, JsonNodeType.NUMBER);
    if (node == null) {
      return otherwise;
    }
    if (!node.canConvertToInt() || !node.isIntegralNumber()) {
      throw invalid("the member " + name + " is no integer");
    }
    return node.intValue();
  }

  public byte[] bytes(String name) {
    var bytes = optionalBytes(name);
    if (bytes == null) {
      throw invalid("the member " + name + " is required");
    }
    return bytes;
  }

  public byte @Nullable [] optionalBytes(String name) {
    var text = optionalText(name);
    try {
      return text == null ? null : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new AwsError("SerializationException", 400, "the member " + name + " is no base64");
    }
  }

  /// The elements of a list; empty when it is absent.
  public List<JsonNode> list(String name) {
    var node = optional(name, JsonNodeType.ARRAY);
    var elements = new ArrayList<JsonNode>();
    if (node != null) {
      node.forEach(elements::add);
    }
    return elements;
  }

  public List<String> texts(String name) {
    return list(name).stream().map(node -> textOf(name, node)).toList();
  }

  /// A map of texts; empty when it is absent.
  public Map<String, String> textMap(String name) {
    var node = optional(name, JsonNodeType.OBJECT);
    var map = new LinkedHashMap<String, String>();
    if (node != null) {
      node.properties().forEach(e -> map.put(e.getKey(), textOf(name, e.getValue())));
    }
    return map;
  }

  public @Nullable ObjectNode optionalObject(String name) {
    return (ObjectNode) optional(name, JsonNodeType.OBJECT);
  }

  private static String textOf(String name, JsonNode node) {
    if (!node.isTextual()) {
      throw invalid("the member " + name + " wants texts");
    }
    return wellFormed(name, node.textValue());
  }

  /// JSON can write half a surrogate pair, UTF-8 can't.
  private static String wellFormed(String name, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new AwsError("SerializationException", 400, "the member " + name + " is no Unicode");
    }
    return text;
  }

  private @Nullable JsonNode optional(String name, JsonNodeType type) {
    if (!has(name)) {
      return null;
    }
    var node = members.get(name);
    if (node.getNodeType() != type) {
      throw new AwsError(
          "SerializationException", 400, "the member " + name + " is no " + type.name());
    }
    return node;
  }

  public static AwsError invalid(String message) {
    return new AwsError("ValidationException", 400, message);
  }
}
