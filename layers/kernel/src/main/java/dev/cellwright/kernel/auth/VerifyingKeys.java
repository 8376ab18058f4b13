package dev.cellwright.kernel.auth;

import com.nimbusds.jose.jwk.ECKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The public keys by which access tokens are verified: one, or two while one takes the other's
/// place.
public interface VerifyingKeys {

  /// The key of an id, or null where no token is good that names it.
  @Nullable ECKey named(String id);

  /// All of them, the one that signs first.
  List<ECKey> all();

  /// Of one key that stays.
  static VerifyingKeys of(ECKey key) {
    return new VerifyingKeys() {
      @Override
      public @Nullable ECKey named(String id) {
        return id.equals(key.getKeyID()) ? key : null;
      }

      @Override
      public List<ECKey> all() {
        return List.of(key);
      }
    };
  }
}
