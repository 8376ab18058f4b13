package dev.cellwright.kernel.notice;

import java.util.Locale;

/// A way in which somebody is told.
public enum Channel {
  IN_APP,
  EMAIL,
  PUSH,
  SMS,
  /// The organization's own systems hear of it, as `notification.forwarded`.
  WEBHOOK;

  /// As it is written in tables and bodies: `in_app`.
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for what is none
  public static Channel of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
