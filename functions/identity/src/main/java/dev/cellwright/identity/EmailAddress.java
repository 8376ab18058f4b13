package dev.cellwright.identity;

import java.text.Normalizer;
import java.util.Locale;

/// When two addresses are one: they differ in case, in surrounding blanks, or in how Unicode
/// composes their letters.
final class EmailAddress {
  private EmailAddress() {}

  /// The form in which addresses are compared and found.
  static String normalized(String written) {
    return Normalizer.normalize(written.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }
}
