package dev.cellwright.permissions.language;

import java.util.List;
import java.util.stream.Collectors;

/// The lines of comment directly above a definition, without their `#`.
record Comment(List<Word> lines) {

  static final String DERIVED = "derived:";

  /// What it says to people, as one line.
  String prose() {
    return lines.stream()
        .map(Word::text)
        .filter(line -> !line.startsWith(DERIVED))
        .collect(Collectors.joining(" "))
        .strip();
  }

  /// What it says about where the direct subjects come from.
  List<Word> derivations() {
    return lines.stream().filter(line -> line.text().startsWith(DERIVED)).toList();
  }
}
