package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a function answered.
///
/// @param headers by name, whatever its case
/// @param trace the trace under which the request's AWS calls are found
public record Answer(int status, Map<String, List<String>> headers, String text, String trace) {

  public Answer {
    var byName = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  /// The body, which must be JSON.
  public JsonNode json() {
    return Json.of(text);
  }

  /// A member of the body, by JSON pointer without the first slash: `at("data/0/title")`.
  public JsonNode at(String pointer) {
    return json().at("/" + pointer);
  }

  /// A header's value; null where it is absent.
  public @Nullable String header(String name) {
    var values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /// The code of an error.
  public String code() {
    return at("error/code").asText();
  }

  public String correlationId() {
    return String.valueOf(header("X-Correlation-Id"));
  }
}
