package dev.cellwright.kernel.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Verifies access tokens: ES256 by a key of the cell's own, and type, issuer, audience and times
/// (RFC 9068, RFC 8725). Which algorithm and key count is ours to say, never the token's.
public final class AccessTokens {
  /// How long an access token lives.
  public static final Duration LIFE = Duration.ofMinutes(15);

  static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

  /// Clocks of two sandboxes may differ this much.
  private static final Duration SKEW = Duration.ofSeconds(5);

  private static final int LONGEST = 4096;

  private final VerifyingKeys keys;
  private final String issuer;
  private final String audience;
  private final InstantSource clock;

  public AccessTokens(VerifyingKeys keys, String issuer, String audience, InstantSource clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  public String issuer() {
    return issuer;
  }

  public String audience() {
    return audience;
  }

  /// The public keys, for `/.well-known/jwks.json`.
  public List<ECKey> publicKeys() {
    return keys.all();
  }

  /// Whoever the token speaks for, or null when any of it is wrong. Which part is wrong isn't told.
  public @Nullable Principal verify(String token) {
    var verified = verified(token);
    return verified == null ? null : verified.principal();
  }

  /// A token that is good, for what outlives the request that it comes with.
  public record Verified(Principal principal, Instant expiresAt) {}

  /// As [#verify], with when the token ends.
  public @Nullable Verified verified(String token) {
    if (token.length() > LONGEST || !CompactJws.isStrict(token)) {
      return null;
    }
    try {
      var jwt = SignedJWT.parse(token);
      var header = jwt.getHeader();
      if (!TYPE.equals(header.getType()) || header.getKeyID() == null) {
        return null;
      }
      var trusted = keys.named(header.getKeyID());
      if (trusted == null || !signedBy(trusted, jwt)) {
        return null;
      }
      return verified(jwt.getJWTClaimsSet());
    } catch (ParseException | IllegalArgumentException e) {
      return null;
    }
  }

  /// Whether the signature is ES256 by this key.
  ///
  /// @param jws in compact serialization
  public static boolean signedBy(ECKey key, com.nimbusds.jose.JWSObject jws) {
    var header = jws.getHeader();
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || header.getCriticalParams() != null) {
      return false;
    }
    try {
      return jws.verify(new ECDSAVerifier(key.toPublicJWK()));
    } catch (JOSEException e) {
      return false;
    }
  }

  private @Nullable Verified verified(JWTClaimsSet claims) throws ParseException {
    var now = clock.instant();
    var expires = claims.getExpirationTime();
    var issued = claims.getIssueTime();
    if (!issuer.equals(claims.getIssuer())
        || !List.of(audience).equals(claims.getAudience())
        || expires == null
        || !now.isBefore(expires.toInstant())
        || issued == null
        || issued.toInstant().isAfter(now.plus(SKEW))) {
      return null;
    }
    var person = claims.getSubject();
    var session = claims.getStringClaim("sid");
    if (person == null || session == null) {
      return null;
    }
    var organization = claims.getStringClaim("org");
    return new Verified(
        new Principal(
            UUID.fromString(person),
            UUID.fromString(session),
            organization == null ? null : UUID.fromString(organization),
            claims.getStringClaim("plan")),
        expires.toInstant());
  }
}
