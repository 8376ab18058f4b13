package dev.cellwright.kernel.data;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.ContextKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Seals the place where a walk through a list ran out of work: the row there may be one that the
/// reader must not know of.
///
/// AES-256-GCM under a key made from the context key, bound to the organization and the reader. A
/// rotated context key makes the cursor unusable; the reader starts again.
public final class CursorSeal {
  private static final String PURPOSE = "cursor of a list";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Supplier<ContextKey> key;

  public CursorSeal(Supplier<ContextKey> key) {
    this.key = key;
  }

  String seal(String text) {
    var nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    try {
      var sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /// Opens what was sealed for this reader; null for anything else.
  @Nullable String open(String sealed) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
      if (bytes.remaining() < NONCE_BYTES) {
        return null;
      }
      var nonce = new byte[NONCE_BYTES];
      bytes.get(nonce);
      var rest = new byte[bytes.remaining()];
      bytes.get(rest);
      return new String(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(rest), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return null;
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.get().secret(), "HmacSHA256"));
    var derived = mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(derived, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    var scope = RequestScope.current();
    cipher.updateAAD(
        (scope.organization() + "|" + RequestScope.principalOfRequest().person())
            .getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
