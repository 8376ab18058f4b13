package dev.cellwright.localcell.s3;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/// Random ids, as long as S3's.
final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String version() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random(24));
  }

  static String upload() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random(48));
  }

  static String request() {
    return hex(8).toUpperCase(Locale.ROOT);
  }

  static String hex(int bytes) {
    return Crypto.hex(random(bytes));
  }

  private static byte[] random(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
