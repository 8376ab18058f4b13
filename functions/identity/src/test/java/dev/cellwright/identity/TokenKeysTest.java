package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cellwright.testing.TestCell;
import org.junit.jupiter.api.Test;

class TokenKeysTest {
  private final TestCell cell = TestCell.with("identity");

  @Test
  void anybodyCanVerifyAnAccessTokenWithThePublishedKey() throws Exception {
    var anna = cell.register("anna");

    var published = cell.anonymous().get("/.well-known/jwks.json");

    assertThat(published.status()).isEqualTo(200);
    assertThat(published.header("Content-Type")).isEqualTo("application/json");
    assertThat(published.header("Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(published.text()).doesNotContain("\"d\"");
    var token = SignedJWT.parse(anna.accessToken());
    var key = JWKSet.parse(published.text()).getKeyByKeyId(token.getHeader().getKeyID());
    assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
    assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
        .isEqualTo(token.getJWTClaimsSet().getIssueTime().toInstant().plusSeconds(900));
  }

  @Test
  void theKeysNeedNoDatabase() {
    var published = cell.anonymous().get("/.well-known/jwks.json");

    assertThat(cell.databaseCallsOf(published)).isZero();
  }
}
