package dev.cellwright.localcell.sns;

import java.util.regex.Pattern;

/// A phone number in the form of E.164: a plus and up to fifteen digits.
record Phone(String number) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  static boolean isOne(String text) {
    return E164.matcher(text).matches();
  }

  static Phone of(String text, String parameter) {
    if (!isOne(text)) {
      throw Form.invalid(parameter + " Reason: " + text + " is not valid to publish to");
    }
    return new Phone(text);
  }
}
