package dev.cellwright.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// A refresh token. The caller alone has it; the cell keeps its hash, for which 256 random bits
/// need neither salt nor stretching.
record RefreshToken(String value) {
  private static final int BYTES = 32;

  static RefreshToken random() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// SHA-256, in hexadecimal.
  String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Never shows the token.
  @Override
  public String toString() {
    return "RefreshToken[]";
  }
}
