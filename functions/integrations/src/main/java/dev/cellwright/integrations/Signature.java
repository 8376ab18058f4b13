package dev.cellwright.integrations;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// HMAC-SHA256 over the bytes of a callback, and whether its time is ours.
final class Signature {
  /// How far a callback's time may lie from ours, in either direction.
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private Signature() {}

  /// @param before what stands before the body in what is signed
  static byte[] of(byte[] key, String before, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /// Compares in a time that tells nothing of where they differ.
  static boolean equal(byte[] ours, byte @Nullable [] theirs) {
    return theirs != null && MessageDigest.isEqual(ours, theirs);
  }

  /// Whether a time, in seconds since 1970, is near.
  static boolean isNear(@Nullable String seconds, Instant now) {
    if (seconds == null || !seconds.matches("[0-9]{1,12}")) {
      return false;
    }
    var apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now).abs();
    return apart.compareTo(TOLERANCE) <= 0;
  }
}
