package dev.cellwright.notifications;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// In which languages a text will do, the best first: `de-AT`, `de`, `en`.
final class Locales {
  /// The one that there always is.
  static final String LAST = "en";

  private Locales() {}

  /// As BCP 47 writes it: `de-AT` for `DE-at`.
  static String canonical(String locale) {
    return Locale.forLanguageTag(locale).toLanguageTag();
  }

  static List<String> chain(String locale) {
    var chain = new LinkedHashSet<String>();
    for (var tag = canonical(locale);
        !tag.isEmpty();
        tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')))) {
      chain.add(tag);
    }
    chain.add(LAST);
    return List.copyOf(chain);
  }
}
