package dev.cellwright.identity;

import java.util.ArrayList;
import java.util.List;

/// What a new password must have besides its length.
final class PasswordRule {
  private PasswordRule() {}

  /// What it lacks; nothing where it is good. Letters and digits are those of any script.
  static List<String> lacking(String password) {
    var lacking = new ArrayList<String>();
    if (password.codePoints().noneMatch(Character::isUpperCase)) {
      lacking.add("an upper-case letter");
    }
    if (password.codePoints().noneMatch(Character::isDigit)) {
      lacking.add("a digit");
    }
    if (password.codePoints().noneMatch(PasswordRule::isSpecial)) {
      lacking.add("a character that is neither letter nor digit");
    }
    return lacking;
  }

  /// A combining mark is part of a letter.
  private static boolean isSpecial(int character) {
    return !Character.isLetterOrDigit(character)
        && switch (Character.getType(character)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              false;
          default -> true;
        };
  }
}
