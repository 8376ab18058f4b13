package dev.cellwright.notifications;

import java.util.LinkedHashSet;
import java.util.List;

/// In which languages a text will do, the best first: `de-AT`, `de`, `en`.
final class Locales {
  /// The one that there always is.
  static final String LAST = "en";

  private Locales() {}

  static List<String> chain(String locale) {
    var chain = new LinkedHashSet<String>();
    for (var tag = locale;
        !tag.isEmpty();
        tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')))) {
      chain.add(tag);
    }
    chain.add(LAST);
    return List.copyOf(chain);
  }
}
