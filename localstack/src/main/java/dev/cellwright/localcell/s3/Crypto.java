package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The digests and keys of Signature Version 4.
final class Crypto {

  private Crypto() {}

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has those used here
    }
  }

  static String sha256(byte[] bytes) {
    return hex(digest("SHA-256").digest(bytes));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /// The key for one day, region and service.
  static byte[] signingKey(String secret, String date, String region, String service) {
    var key = ("AWS4" + secret).getBytes(UTF_8);
    for (var part : List.of(date, region, service, "aws4_request")) {
      key = hmac(key, part);
    }
    return key;
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /// Compares without telling by the time where they differ.
  static boolean same(String expected, String actual) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), actual.getBytes(UTF_8));
  }
}
