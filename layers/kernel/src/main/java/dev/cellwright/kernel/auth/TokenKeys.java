package dev.cellwright.kernel.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/// The public halves of the KMS keys of access tokens. The id of each is its RFC 7638 thumbprint.
///
/// The one that signs is behind the alias that the environment names. While it is rotated, its
/// successor is behind that alias and `-next`, and later the one before it behind `-previous`.
/// Those are looked for when a token names a key that isn't known, and for
/// `/.well-known/jwks.json`.
public final class TokenKeys implements VerifyingKeys {
  /// How long a function may not notice that another key signs.
  public static final Duration LIFE = Duration.ofMinutes(10);

  /// Tokens that name keys nobody has make no more calls than this.
  private static final Duration SEARCHED_AGAIN_AFTER = Duration.ofSeconds(30);

  private final Supplier<KmsClient> kms;
  private final Remembered<TokenKey> signing;
  private final Remembered<List<ECKey>> all;

  /// @param alias its ARN
  public TokenKeys(Supplier<KmsClient> kms, String alias, InstantSource clock) {
    this.kms = kms;
    signing = new Remembered<>(LIFE, clock, () -> fetch(alias));
    all = new Remembered<>(LIFE, clock, () -> fetchAll(alias));
  }

  /// The one that signs.
  TokenKey signing() {
    return signing.get();
  }

  @Override
  public @Nullable ECKey named(String id) {
    var usual = signing.get().publicKey();
    if (usual.getKeyID().equals(id)) {
      return usual;
    }
    var known = named(id, all.get());
    return known == null ? named(id, all.youngerThan(SEARCHED_AGAIN_AFTER)) : known;
  }

  private static @Nullable ECKey named(String id, List<ECKey> keys) {
    return keys.stream().filter(key -> key.getKeyID().equals(id)).findFirst().orElse(null);
  }

  @Override
  public List<ECKey> all() {
    return all.get();
  }

  private List<ECKey> fetchAll(String alias) {
    var keys = new ArrayList<ECKey>();
    keys.add(fetch(alias).publicKey());
    for (var role : List.of("-next", "-previous")) {
      try {
        var key = fetch(alias + role).publicKey();
        if (named(key.getKeyID(), keys) == null) {
          keys.add(key);
        }
      } catch (NotFoundException | DisabledException e) {
        // None is about to sign, or none has signed until lately.
      }
    }
    return List.copyOf(keys);
  }

  private TokenKey fetch(String alias) {
    var answer = kms.get().getPublicKey(request -> request.keyId(alias));
    try {
      var publicKey =
          (ECPublicKey)
              KeyFactory.getInstance("EC")
                  .generatePublic(new X509EncodedKeySpec(answer.publicKey().asByteArray()));
      return new TokenKey(
          answer.keyId(),
          new ECKey.Builder(Curve.P_256, publicKey)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint()
              .build());
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException("KMS answered no P-256 key", e);
    }
  }
}
