package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// What the module says itself, in the languages of its locales.
final class Messages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Messages> KNOWN = new ConcurrentHashMap<>();

  private final JsonNode texts;

  private Messages(JsonNode texts) {
    this.texts = texts;
  }

  /// @param locale a BCP 47 tag; in a language that there is none of, English
  static Messages in(String locale) {
    var language = locale.split("-", 2)[0];
    return KNOWN.computeIfAbsent(language.equals("de") ? "de" : "en", Messages::read);
  }

  String code(String code) {
    return NoticeText.fill(texts.path("sms").path("code").asText(), Map.of("code", code), 140);
  }

  private static Messages read(String language) {
    try (var stream =
        Messages.class
            .getClassLoader()
            .getResourceAsStream("notifications/locales/" + language + ".json")) {
      return new Messages(JSON.readTree(Objects.requireNonNull(stream)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
