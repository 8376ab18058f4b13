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
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.KmsClient;

/// The public half of the KMS key that signs access tokens. Its id is its RFC 7638 thumbprint.
public final class TokenKeys implements Supplier<ECKey> {
  private final Remembered<ECKey> key;

  public TokenKeys(KmsClient kms, String keyArn) {
    key = new Remembered<>(Duration.ofMinutes(10), () -> fetch(kms, keyArn));
  }

  @Override
  public ECKey get() {
    return key.get();
  }

  private static ECKey fetch(KmsClient kms, String keyArn) {
    var encoded = kms.getPublicKey(request -> request.keyId(keyArn)).publicKey().asByteArray();
    try {
      var publicKey =
          (ECPublicKey)
              KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      return new ECKey.Builder(Curve.P_256, publicKey)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint()
          .build();
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException("KMS answered no P-256 key", e);
    }
  }
}
