package dev.cellwright.identity;

import dev.cellwright.kernel.http.Request;
import org.jspecify.annotations.Nullable;

/// The cookie that keeps a refresh token where no script of a page reaches it (RFC 6265).
final class RefreshCookie {
  static final String HEADER = "Set-Cookie";

  private static final String NAME = "refresh_token";
  private static final String RULES = "; HttpOnly; Secure; SameSite=Strict; Path=/api/v1/auth";

  /// Thirty days, as long as the token lives.
  private static final int SECONDS = 30 * 24 * 60 * 60;

  private RefreshCookie() {}

  static String of(Tokens tokens) {
    return NAME + "=" + tokens.refreshToken() + RULES + "; Max-Age=" + SECONDS;
  }

  /// Makes the browser forget it.
  static String gone() {
    return NAME + "=" + RULES + "; Max-Age=0";
  }

  static @Nullable RefreshToken in(Request request) {
    var value = request.cookie(NAME);
    return value == null || value.isEmpty() ? null : new RefreshToken(value);
  }
}
