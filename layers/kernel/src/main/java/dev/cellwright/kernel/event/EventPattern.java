package dev.cellwright.kernel.event;

import java.util.regex.Pattern;

/// Which types of events are meant: one (`task.completed`), all of an entity (`task.*`), or all
/// (`*`).
public record EventPattern(String text) {
  private static final Pattern FORM = Pattern.compile("\\*|[a-z][a-z_]*\\.(\\*|[a-z][a-z_]*)");

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

  /// Whether the events are an AWS service's, which come from the account's own bus.
  public boolean isAws() {
    return AwsEvent.isType(text);
  }

  /// Whether a type is meant. All means all of the cell's: an AWS service's is meant only by name.
  public boolean matches(String type) {
    return (text.equals("*") && !AwsEvent.isType(type))
        || text.equals(type)
        || (text.endsWith(".*") && type.startsWith(text.substring(0, text.length() - 1)));
  }
}
