package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a cell answered.
///
/// @param request what it answers, for messages
/// @param headers by name, whatever its case
record Answer(String request, int status, Map<String, List<String>> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// API Gateway's `$context.requestTime`.
  private static final DateTimeFormatter GATEWAY_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  Answer {
    var byName = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + this, e);
    }
  }

  /// A member of the body by JSON pointer, without the first slash.
  JsonNode at(String pointer) {
    return json().at("/" + pointer);
  }

  String text(String pointer) {
    return at(pointer).asText();
  }

  UUID id() {
    return UUID.fromString(text("id"));
  }

  @Nullable String header(String name) {
    var values = headers.get(name);
    return values == null ? null : values.getFirst();
  }

  String correlationId() {
    return String.valueOf(header("X-Correlation-Id"));
  }

  String code() {
    return text("error/code");
  }

  /// Fails unless this is a refusal with this status, in the standard form.
  Answer refused(int expected) {
    assertThat(status).as(toString()).isEqualTo(expected);
    return refused();
  }

  /// Fails unless this is a refusal in the standard form, which tells nothing of the inside.
  Answer refused() {
    assertThat(status).as(toString()).isBetween(400, 499);
    assertThat(header("Content-Type")).as(toString()).isEqualTo("application/json");
    assertThat(json().fieldNames()).toIterable().as(toString()).containsExactly("error");
    var error = at("error");
    assertThat(error.fieldNames())
        .toIterable()
        .as(toString())
        .contains("code", "message", "correlationId", "timestamp")
        .isSubsetOf("code", "message", "details", "current", "correlationId", "timestamp");
    assertThat(error.path("code").asText()).as(toString()).matches("[A-Z][A-Z_]+");
    assertThat(error.path("message").asText()).as(toString()).isNotBlank();
    assertThat(error.path("correlationId").asText())
        .as(toString())
        .matches("[A-Za-z0-9._-]{1,128}")
        .isEqualTo(correlationId());
    assertThat(isTime(error.path("timestamp").asText())).as(toString()).isTrue();
    for (var detail : error.path("details")) {
      assertThat(detail.fieldNames()).toIterable().as(toString()).contains("field", "message");
    }
    return tellsNothingOfTheInside();
  }

  /// The field errors, as `field: message`.
  List<String> details() {
    return at("error/details")
        .valueStream()
        .map(detail -> detail.path("field").asText() + ": " + detail.path("message").asText())
        .toList();
  }

  Answer tellsNothingOfTheInside() {
    assertThat(text())
        .as(toString())
        .doesNotContainPattern("\\bat [a-z]+(\\.[a-zA-Z0-9_$]+)+\\(")
        .doesNotContain("Exception")
        .doesNotContainIgnoringCase("sqlstate")
        .doesNotContainIgnoringCase("postgres")
        .doesNotContainIgnoringCase("jetty")
        .doesNotContainIgnoringCase("<html");
    return this;
  }

  private static boolean isTime(String text) {
    for (var format : List.of(DateTimeFormatter.ISO_INSTANT, GATEWAY_TIME)) {
      try {
        return Instant.from(format.parse(text)).isAfter(Instant.EPOCH);
      } catch (java.time.DateTimeException _) {
        // the other form, perhaps
      }
    }
    return false;
  }

  @Override
  public String toString() {
    var text = text();
    return "%s -> %d %s %s"
        .formatted(
            request.length() > 500 ? request.substring(0, 500) + "…" : request,
            status,
            headers,
            text.length() > 2000 ? text.substring(0, 2000) + "…" : text);
  }
}
