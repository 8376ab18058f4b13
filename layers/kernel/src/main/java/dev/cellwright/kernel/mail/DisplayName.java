package dev.cellwright.kernel.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;

/// The name beside an address, in a form that any header takes: ASCII quoted (RFC 5322), all else
/// in encoded words (RFC 2047).
final class DisplayName {
  private static final int LONGEST = 60;

  /// An encoded word has 75 characters at most: so many bytes fit into its base64.
  private static final int BYTES_IN_A_WORD = 42;

  private DisplayName() {}

  /// `"Acme" <no-reply@acme.example>`
  static String beside(String name, String address) {
    var letters = name.replaceAll("[\"\\\\<>]", "").strip();
    var short60 =
        letters.codePointCount(0, letters.length()) <= LONGEST
            ? letters
            : letters.substring(0, letters.offsetByCodePoints(0, LONGEST));
    if (short60.isEmpty()) {
      return address;
    }
    return (short60.chars().allMatch(c -> c >= ' ' && c <= '~')
            ? '"' + short60 + '"'
            : encoded(short60))
        + " <"
        + address
        + ">";
  }

  private static String encoded(String name) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (int point : name.codePoints().toArray()) {
      var letter = Character.toString(point);
      if ((word + letter).getBytes(StandardCharsets.UTF_8).length > BYTES_IN_A_WORD) {
        words.add(word(word.toString()));
        word.setLength(0);
      }
      word.append(letter);
    }
    words.add(word(word.toString()));
    return String.join(" ", words);
  }

  private static String word(String text) {
    return "=?UTF-8?B?"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
        + "?=";
  }
}
