package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// Percent escapes as S3 writes and reads them.
final class Escapes {
  private static final String UNRESERVED = "-._~";

  private Escapes() {}

  /// The text with everything but letters, digits and `-._~` escaped.
  static String encode(String text) {
    return encode(text, UNRESERVED);
  }

  /// The same with slashes left as they are.
  static String encodePath(String text) {
    return encode(text, UNRESERVED + "/");
  }

  private static String encode(String text, String kept) {
    var encoded = new StringBuilder(text.length() + 16);
    for (var each : text.getBytes(UTF_8)) {
      var c = (char) (each & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append("%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }

  /// Reads escapes. Throws the error S3 answers where they are broken or no UTF-8.
  static String decode(String escaped) {
    var bytes = new ByteArrayOutputStream(escaped.length());
    for (var i = 0; i < escaped.length(); i++) {
      var c = escaped.charAt(i);
      if (c == '%') {
        if (i + 2 >= escaped.length()) {
          throw invalid();
        }
        var high = Character.digit(escaped.charAt(i + 1), 16);
        var low = Character.digit(escaped.charAt(i + 2), 16);
        if (high < 0 || low < 0) {
          throw invalid();
        }
        bytes.write(high * 16 + low);
        i += 2;
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(UTF_8));
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw invalid();
    }
  }

  private static S3Error invalid() {
    return new S3Error("InvalidURI", 400, "Couldn't parse the specified URI.");
  }
}
