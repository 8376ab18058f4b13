package dev.cellwright.permissions.language;

import dev.cellwright.permissions.Place;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A text, parted into code and comments. The grammar knows no comments, so that they are blanked
/// before it sees the text; all other characters stay where they are.
final class SourceText {

  private final String file;
  private final List<String> lines;
  private final boolean endsWithNewline;

  SourceText(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
    this.endsWithNewline = text.endsWith("\n");
  }

  String file() {
    return file;
  }

  String code() {
    return lines.stream()
        .map(line -> line.substring(0, codeEnd(line)).stripTrailing())
        .collect(Collectors.joining("\n", "", endsWithNewline ? "\n" : ""));
  }

  /// The comment that stands directly above a line, nothing between.
  ///
  /// @param line from 1
  Comment above(int line) {
    var found = new ArrayDeque<Word>();
    for (var above = line - 1; above >= 1 && isComment(above); above--) {
      found.addFirst(comment(above));
    }
    return new Comment(List.copyOf(found));
  }

  /// All comments, those behind code too.
  Stream<Word> comments() {
    return IntStream.rangeClosed(1, lines.size())
        .filter(line -> codeEnd(text(line)) < text(line).length())
        .mapToObj(this::comment);
  }

  private boolean isComment(int line) {
    return text(line).stripLeading().startsWith("#");
  }

  private Word comment(int line) {
    var text = text(line);
    var start = codeEnd(text);
    while (start < text.length() && (text.charAt(start) == '#' || text.charAt(start) == ' ')) {
      start++;
    }
    return new Word(text.substring(start).stripTrailing(), new Place(file, line, start + 1));
  }

  private String text(int line) {
    return lines.get(line - 1);
  }

  /// A comment is the first thing in its line, or stands behind a space; not in a condition's
  /// string.
  private static int codeEnd(String line) {
    if (line.stripLeading().startsWith("#")) {
      return 0;
    }
    var quote = '\0';
    for (var at = 0; at < line.length(); at++) {
      var character = line.charAt(at);
      if (quote != '\0') {
        if (character == '\\') {
          at++;
        } else if (character == quote) {
          quote = '\0';
        }
      } else if (character == '"' || character == '\'') {
        quote = character;
      } else if (character == '#' && at > 0 && line.charAt(at - 1) == ' ') {
        return at;
      }
    }
    return line.length();
  }
}
