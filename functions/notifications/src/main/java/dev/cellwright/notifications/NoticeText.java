package dev.cellwright.notifications;

import dev.cellwright.kernel.Shortened;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a notice with what happened filled in.
final class NoticeText {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]{1,40})}");
  private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\s]+");

  private NoticeText() {}

  /// Fills in every place once: what is filled in is no template itself. A place without a value is
  /// empty. What is too long ends in `…`.
  ///
  /// @param most characters, counted in code points
  static String fill(String template, Map<String, String> values, int most) {
    var filled =
        PLACE
            .matcher(template)
            .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    return Shortened.to(most, BLANKS.matcher(filled).replaceAll(" ").strip());
  }
}
