package dev.cellwright.testing.bench.events;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is tried with events.
public enum Trial {
  /// How soon an effect is there when nothing else goes on.
  IDLE,
  /// While another organization has thousands of events.
  FLOOD,
  /// While a module can't reach the database.
  DEAD,
  /// Every message twice, in any order.
  TWICE,
  /// The process killed again and again.
  KILLS,
  /// Webhooks to a receiver that fails often.
  WEBHOOKS;

  /// @throws IllegalArgumentException with a line for a person
  public static Trial named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--only wants one of "
                    + Arrays.stream(values()).map(Trial::word).collect(Collectors.joining(", "))));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
