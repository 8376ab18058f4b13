package dev.cellwright.identity;

import dev.cellwright.kernel.http.Request;
import org.jspecify.annotations.Nullable;

/// What a client calls itself, fit to be stored with a session.
final class UserAgent {
  private static final int LONGEST = 400;

  private UserAgent() {}

  /// Visible ASCII, cut to a bounded length; null where the client says nothing.
  static @Nullable String of(Request request) {
    var given = request.header("User-Agent");
    if (given == null) {
      return null;
    }
    var visible = given.replaceAll("[^\\x20-\\x7e]", "?");
    return visible.substring(0, Math.min(LONGEST, visible.length()));
  }
}
