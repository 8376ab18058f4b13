package dev.cellwright.localcell.isolated;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;

/// What the Runtime API answers. The client wants to be told the content's type of everything.
record RuntimeAnswer(int status, Map<String, String> headers, byte[] body) {

  static RuntimeAnswer json(int status, JsonNode body) {
    return new RuntimeAnswer(
        status, Map.of("Content-Type", "application/json"), body.toString().getBytes(UTF_8));
  }

  static RuntimeAnswer event(Map<String, String> headers, byte[] event) {
    var all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    return new RuntimeAnswer(200, all, event);
  }

  static RuntimeAnswer accepted() {
    return json(202, JsonNodeFactory.instance.objectNode().put("status", "OK"));
  }

  static RuntimeAnswer error(int status, String type, String message) {
    return json(
        status,
        JsonNodeFactory.instance.objectNode().put("errorType", type).put("errorMessage", message));
  }

  static RuntimeAnswer unknown() {
    return error(404, "NotFound", "there is no such path of the Runtime API");
  }
}
