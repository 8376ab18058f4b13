package dev.cellwright.kernel.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// Signs access tokens with the cell's KMS key for them; the private half never leaves KMS.
public final class TokenSigner {
  private static final int SIGNATURE_BYTES = 64;

  private final Supplier<KmsClient> kms;
  private final TokenKeys keys;
  private final AccessTokens accessTokens;
  private final InstantSource clock;

  public TokenSigner(
      Supplier<KmsClient> kms, TokenKeys keys, AccessTokens accessTokens, InstantSource clock) {
    this.kms = kms;
    this.keys = keys;
    this.accessTokens = accessTokens;
    this.clock = clock;
  }

  /// An access token for a principal, good for [AccessTokens#LIFE].
  public String sign(Principal principal) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(accessTokens.issuer())
            .audience(accessTokens.audience())
            .subject(principal.person().toString())
            .claim("sid", principal.session().toString())
            .claim(
                "org",
                principal.organization() == null ? null : principal.organization().toString())
            .claim("plan", principal.plan())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(AccessTokens.LIFE)))
            .build();
    var key = keys.signing();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(AccessTokens.TYPE)
            .keyID(key.publicKey().getKeyID())
            .build();
    var signed = header.toBase64URL() + "." + Base64URL.encode(claims.toString());
    return signed + "." + Base64URL.encode(signature(key, signed));
  }

  /// KMS answers a signature in DER; JWS wants R and S side by side (RFC 7518, 3.4).
  private byte[] signature(TokenKey key, String signed) {
    var der =
        kms.get()
            .sign(request ->
                request
                    .keyId(key.arn())
                    .messageType(MessageType.RAW)
                    .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                    .message(SdkBytes.fromByteArray(signed.getBytes(StandardCharsets.US_ASCII))))
            .signature()
            .asByteArray();
    try {
      return ECDSA.transcodeSignatureToConcat(der, SIGNATURE_BYTES);
    } catch (JOSEException e) {
      throw new IllegalStateException("KMS answered no ECDSA signature", e);
    }
  }
}
