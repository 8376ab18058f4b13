package dev.cellwright.notifications;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a template says in one language.
///
/// @param own whether it is the organization's, not a module's
/// @param bodyText null where it is made from the HTML
record MailTexts(
    String locale, boolean own, String subject, String bodyHtml, @Nullable String bodyText) {

  /// The best for a reader: the language first, and in it the organization's own. Null where there
  /// is none at all.
  static @Nullable MailTexts best(List<MailTexts> all, String locale) {
    for (var wanted : Locales.chain(locale)) {
      for (var own : List.of(true, false)) {
        for (var texts : all) {
          if (texts.locale.equals(wanted) && texts.own == own) {
            return texts;
          }
        }
      }
    }
    return null;
  }
}
