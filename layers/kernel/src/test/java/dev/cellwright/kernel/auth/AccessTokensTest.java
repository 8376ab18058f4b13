package dev.cellwright.kernel.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private static final String ISSUER = "https://acme.example";
  private static final String AUDIENCE = "acme-crm-dev";
  private static final UUID PERSON = UUID.randomUUID();
  private static final UUID SESSION = UUID.randomUUID();
  private static final UUID ORGANIZATION = UUID.randomUUID();

  private final Instant now = Instant.parse("2026-05-01T12:00:00Z");
  private final ECKey key = key();
  private final AccessTokens tokens =
      new AccessTokens(
          VerifyingKeys.of(key.toPublicJWK()), ISSUER, AUDIENCE, InstantSource.fixed(now));

  @Test
  void aTokenOfThisCellTellsWhoAsks() throws Exception {
    var principal = tokens.verify(signed(claims(), header(), new ECDSASigner(key)));

    assertThat(principal).isEqualTo(new Principal(PERSON, SESSION, ORGANIZATION));
  }

  @Test
  void everyClaimMustBeRight() throws Exception {
    refused(claims -> claims.issuer("https://evil.example"));
    refused(claims -> claims.issuer(null));
    refused(claims -> claims.audience("another-cell"));
    refused(claims -> claims.audience((String) null));
    refused(claims -> claims.expirationTime(Date.from(now)));
    refused(claims -> claims.expirationTime(null));
    refused(claims -> claims.issueTime(Date.from(now.plusSeconds(60))));
    refused(claims -> claims.issueTime(null));
    refused(claims -> claims.subject(null));
    refused(claims -> claims.subject("anna"));
    refused(claims -> claims.claim("sid", null));
    refused(claims -> claims.claim("sid", 7));
    refused(claims -> claims.claim("org", "not-an-id"));
  }

  @Test
  void theTypeTheKeyAndTheAlgorithmAreOursToSay() throws Exception {
    var stranger = key();
    var idToken = new JWSHeader.Builder(header()).type(JOSEObjectType.JWT).build();
    var otherKid = new JWSHeader.Builder(header()).keyID("other").build();
    var hmac =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(AccessTokens.TYPE)
            .keyID(key.getKeyID())
            .build();
    var publicKeyAsSecret = new MACSigner(key.toECPublicKey().getEncoded());

    assertThat(tokens.verify(signed(claims(), idToken, new ECDSASigner(key)))).isNull();
    assertThat(tokens.verify(signed(claims(), otherKid, new ECDSASigner(key)))).isNull();
    assertThat(tokens.verify(signed(claims(), header(), new ECDSASigner(stranger)))).isNull();
    assertThat(tokens.verify(signed(claims(), hmac, publicKeyAsSecret))).isNull();
    assertThat(
            tokens.verify(
                new PlainJWT(new PlainHeader.Builder().type(AccessTokens.TYPE).build(), claims())
                    .serialize()))
        .isNull();
  }

  @Test
  void whileAKeyIsRotatedTokensOfBothAreGood() throws Exception {
    var next = key();
    var both =
        new VerifyingKeys() {
          @Override
          public @Nullable ECKey named(String id) {
            return all().stream().filter(one -> one.getKeyID().equals(id)).findFirst().orElse(null);
          }

          @Override
          public List<ECKey> all() {
            return List.of(key.toPublicJWK(), next.toPublicJWK());
          }
        };
    var verifying = new AccessTokens(both, ISSUER, AUDIENCE, InstantSource.fixed(now));
    var ofNext = new JWSHeader.Builder(header()).keyID(next.getKeyID()).build();

    assertThat(verifying.verify(signed(claims(), header(), new ECDSASigner(key)))).isNotNull();
    assertThat(verifying.verify(signed(claims(), ofNext, new ECDSASigner(next)))).isNotNull();
    assertThat(verifying.verify(signed(claims(), ofNext, new ECDSASigner(key)))).isNull();
    assertThat(verifying.publicKeys()).hasSize(2);
  }

  @Test
  void whatIsNoTokenIsRefused() throws Exception {
    var token = signed(claims(), header(), new ECDSASigner(key));

    for (var broken :
        new String[] {
          "",
          ".",
          "..",
          "a.b.c",
          "e30.e30.",
          token + ".x",
          token.substring(0, token.length() - 4),
          token.replace('.', ':'),
          "x".repeat(5_000)
        }) {
      assertThat(tokens.verify(broken)).as(broken).isNull();
    }
  }

  private void refused(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    var changed = change.apply(new JWTClaimsSet.Builder(claims())).build();
    assertThat(tokens.verify(signed(changed, header(), new ECDSASigner(key))))
        .as(changed.toString())
        .isNull();
  }

  private JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject(PERSON.toString())
        .claim("sid", SESSION.toString())
        .claim("org", ORGANIZATION.toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(AccessTokens.LIFE)))
        .build();
  }

  private JWSHeader header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256)
        .type(AccessTokens.TYPE)
        .keyID(key.getKeyID())
        .build();
  }

  private static String signed(JWTClaimsSet claims, JWSHeader header, JWSSigner signer)
      throws Exception {
    var jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
