package dev.cellwright.localcell.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Json;
import org.jspecify.annotations.Nullable;

/// What a target gets of a message: itself, or, where its structure is JSON, the part for the
/// target's kind.
final class PushPayload {

  private PushPayload() {}

  /// The payload for a platform: its own part, which must be a JSON object, or the default.
  static String forPlatform(String message, @Nullable String structure, String platform) {
    if (structure == null) {
      return message;
    }
    var parts = parts(message, structure);
    if (!parts.has(platform)) {
      return text(parts, "default");
    }
    var payload = text(parts, platform);
    try {
      if (Json.MAPPER.readTree(payload).isObject()) {
        return payload;
      }
    } catch (JsonProcessingException _) {
      // said below, like JSON that is no object
    }
    throw Form.invalid("Message Reason: the payload for " + platform + " is no JSON object");
  }

  /// The payload for what is no platform.
  static String byDefault(String message, @Nullable String structure) {
    return structure == null ? message : text(parts(message, structure), "default");
  }

  private static JsonNode parts(String message, String structure) {
    if (!structure.equals("json")) {
      throw Form.invalid("MessageStructure Reason: it is json or absent");
    }
    try {
      var parts = Json.MAPPER.readTree(message);
      if (parts.isObject()) {
        return parts;
      }
    } catch (JsonProcessingException _) {
      // said below, like JSON that is no object
    }
    throw Form.invalid("Message Structure - JSON message body failed to parse");
  }

  private static String text(JsonNode parts, String name) {
    var part = parts.path(name);
    if (part.isMissingNode()) {
      throw Form.invalid("Message Structure - No default entry in JSON message body");
    }
    if (!part.isTextual()) {
      throw Form.invalid("Message Structure - the entry " + name + " is no string");
    }
    return part.textValue();
  }
}
