package dev.cellwright.localcell.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What SQS takes as text, and the MD5 by which clients check it.
final class MessageText {

  private MessageText() {}

  /// Whether it has only the characters that XML 1.0 can write.
  static boolean isAllowed(String text) {
    return text.codePoints()
        .allMatch(c ->
            c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= ' ' && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000);
  }

  static String md5(String text) {
    var digest = md5();
    digest.update(text.getBytes(UTF_8));
    return hex(digest);
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
