package dev.cellwright.kernel.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;

/// What a module's notices say in each language, from `<module>/locales/<language>.json`.
final class NoticeTexts {
  /// The languages that modules may bring. English is the one that all must.
  static final List<String> LANGUAGES = List.of("en", "de");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_TITLE = 150;

  private final String module;
  private final TreeMap<String, JsonNode> byLanguage = new TreeMap<>();

  NoticeTexts(String module, ClassLoader classes) {
    this.module = module;
    for (var language : LANGUAGES) {
      try (var stream = classes.getResourceAsStream(module + "/locales/" + language + ".json")) {
        if (stream != null) {
          byLanguage.put(language, JSON.readTree(stream).path("notices"));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// `{"en": {"title": …, "body": …}, …}`
  ///
  /// @throws IllegalStateException where English has no title, or one is too long to be filled in
  ObjectNode of(String type) {
    var texts = JsonNodeFactory.instance.objectNode();
    byLanguage.forEach((language, all) -> {
      var text = all.path(type);
      var title = text.path("title").asText();
      if (title.length() > LONGEST_TITLE) {
        throw new IllegalStateException(
            "%s: the title of %s is too long in %s".formatted(module, type, language));
      }
      if (!title.isEmpty()) {
        texts.set(language, text);
      }
    });
    if (!texts.has("en")) {
      throw new IllegalStateException(
          "%s/locales/en.json has no title under notices.\"%s\"".formatted(module, type));
    }
    return texts;
  }
}
