package dev.cellwright.kernel.auth;

import com.nimbusds.jose.util.Base64URL;
import java.util.regex.Pattern;

/// The compact serialization of a JWS (RFC 7515, 7.1), to the letter. The library also reads what
/// is nearly that: padding, blanks, spare bits. One token must not have two spellings.
final class CompactJws {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+");

  private CompactJws() {}

  static boolean isStrict(String jws) {
    if (!FORM.matcher(jws).matches()) {
      return false;
    }
    for (var part : jws.split("\\.", -1)) {
      if (!Base64URL.encode(new Base64URL(part).decode()).toString().equals(part)) {
        return false;
      }
    }
    return true;
  }
}
