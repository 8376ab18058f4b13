package dev.cellwright.identity;

import java.text.Normalizer;
import java.util.Locale;

/// A name as it can stand in an address.
final class Slug {
  private static final int LONGEST = 63;

  private Slug() {}

  /// `Café Olé, Ltd.` is `cafe-ole-ltd`; a name without Latin letters or digits is `organization`.
  static String of(String name) {
    var letters = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    var dashed = trimmed(letters.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    var slug = trimmed(dashed.substring(0, Math.min(LONGEST, dashed.length())));
    return slug.isEmpty() ? "organization" : slug;
  }

  private static String trimmed(String dashed) {
    return dashed.replaceAll("^-|-$", "");
  }
}
