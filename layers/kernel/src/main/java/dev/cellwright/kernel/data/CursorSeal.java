package dev.cellwright.kernel.data;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.kernel.auth.Remembered;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Seals the place where a walk through a list ran out of work: the row there may be one that the
/// reader must not know of.
///
/// AES-256-GCM under a key made from the context key, bound to the organization and the reader. The
/// context key's id stands before it, so that a cursor outlives that key's rotation: it opens with
/// the key and the one before it. After another rotation the reader starts again.
public final class CursorSeal {
  private static final String PURPOSE = "cursor of a list";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /// Another sandbox may have sealed with a key that this one hasn't fetched. Cursors that name
  /// keys nobody has make no more calls than this.
  private static final Duration FETCHED_AGAIN_AFTER = Duration.ofSeconds(30);

  private final Remembered<ContextKey> keys;

  public CursorSeal(Remembered<ContextKey> keys) {
    this.keys = keys;
  }

  String seal(String text) {
    var key = keys.get();
    var nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    try {
      var sealed =
          cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
      var whole = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed);
      return key.id() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /// Opens what was sealed for this reader; null for anything else.
  @Nullable String open(String sealed) {
    var dot = sealed.lastIndexOf('.');
    var key = dot < 0 ? null : named(sealed.substring(0, dot));
    if (key == null) {
      return null;
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed.substring(dot + 1)));
      if (bytes.remaining() < NONCE_BYTES) {
        return null;
      }
      var nonce = new byte[NONCE_BYTES];
      bytes.get(nonce);
      var rest = new byte[bytes.remaining()];
      bytes.get(rest);
      return new String(
          cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(rest), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return null;
    }
  }

  private @Nullable ContextKey named(String id) {
    var known = keys.get().named(id);
    return known == null ? keys.youngerThan(FETCHED_AGAIN_AFTER).named(id) : known;
  }

  private static Cipher cipher(int mode, ContextKey key, byte[] nonce)
      throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
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
