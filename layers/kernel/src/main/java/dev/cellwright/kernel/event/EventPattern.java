package dev.cellwright.kernel.event;

import java.util.regex.Pattern;

/// Which types of events are meant: one (`task.completed`), all of an entity (`task.*`), or all
/// (`*`).
public record EventPattern(String text) {
  private static final Pattern FORM =
      Pattern.compile("\\*|[a-z][a-z_]*\\.(\\*|[a-z][a-z_]*)");

  /// @throws IllegalArgumentException for what is none of the three
  public EventPattern {
    if (!isOne(text)) {
      throw new IllegalArgumentException(text + " is no event type, no entity.* and not *");
    }
  }

  /// Whether a text is a pattern.
  public static boolean isOne(String text) {
    return text.length() <= 100 && FORM.matcher(text).matches();
  }

  public boolean matches(String type) {
    return text.equals("*")
        || text.equals(type)
        || (text.endsWith(".*") && type.startsWith(text.substring(0, text.length() - 1)));
  }
}
