package dev.cellwright.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Only what this cell has signed as an access token opens it, and only while it is good.
class BadTokensTest {
  private static final Person ANNA = Person.register("anna");
  private static final String TOKEN = String.valueOf(ANNA.client().accessToken());
  private static final ECKey PUBLISHED = published();
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void thePublishedKeyVerifiesTheTokenAndHoldsNoSecret() throws Exception {
    var token = SignedJWT.parse(TOKEN);

    assertThat(token.verify(new ECDSAVerifier(PUBLISHED))).isTrue();
    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(token.getHeader().getKeyID()).isEqualTo(PUBLISHED.getKeyID());
    assertThat(PUBLISHED.isPrivate()).isFalse();
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo(ANNA.id().toString());
    assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
        .isEqualTo(15 * 60 * 1000);
    ANNA.client().get("/api/v1/users/me").expect(200);
  }

  static Stream<Map.Entry<String, String>> forged() throws Exception {
    var own = new ECKeyGenerator(Curve.P_256).keyID(PUBLISHED.getKeyID()).generate();
    var byOwn = new ECDSASigner(own);
    var rsa = new RSAKeyGenerator(2048).keyID(PUBLISHED.getKeyID()).generate();
    var p384 = new ECKeyGenerator(Curve.P_384).keyID(PUBLISHED.getKeyID()).generate();
    var parts = TOKEN.split("\\.", -1);
    var other = Person.register("ben");
    var theirs = String.valueOf(other.client().accessToken()).split("\\.", -1);
    return Stream.of(
        Map.entry("no algorithm", unsigned("none")),
        Map.entry("no algorithm, spelled otherwise", unsigned("nOnE")),
        Map.entry("no algorithm, with a signature", unsigned("none") + parts[2]),
        Map.entry(
            "HMAC by the public key's coordinates", mac(PUBLISHED.toString().getBytes(UTF_8))),
        Map.entry("HMAC by the public key in DER", mac(PUBLISHED.toECPublicKey().getEncoded())),
        Map.entry("HMAC by the public key in PEM", mac(pem().getBytes(UTF_8))),
        Map.entry("HMAC by the key's id", mac(PUBLISHED.getKeyID().getBytes(UTF_8))),
        Map.entry("HMAC by x", mac(PUBLISHED.getX().decode())),
        Map.entry("another key under our id", sign(byOwn, JWSAlgorithm.ES256, _ -> {})),
        Map.entry(
            "another key that it brings along",
            sign(byOwn, JWSAlgorithm.ES256, header -> header.jwk(own.toPublicJWK()))),
        Map.entry(
            "another key under its own id",
            sign(byOwn, JWSAlgorithm.ES256, header -> header.keyID("mine"))),
        Map.entry(
            "a key to be fetched",
            sign(
                byOwn,
                JWSAlgorithm.ES256,
                header -> header.jwkURL(java.net.URI.create("https://example.org/jwks.json")))),
        Map.entry("RSA", sign(new RSASSASigner(rsa), JWSAlgorithm.RS256, _ -> {})),
        Map.entry("another curve", sign(new ECDSASigner(p384), JWSAlgorithm.ES384, _ -> {})),
        Map.entry("no signature", parts[0] + "." + parts[1] + "."),
        Map.entry("two parts", parts[0] + "." + parts[1]),
        Map.entry("four parts", TOKEN + ".x"),
        Map.entry("a signature of zeros", parts[0] + "." + parts[1] + "." + encoded(new byte[64])),
        Map.entry("a signature that is too short", TOKEN.substring(0, TOKEN.length() - 2)),
        Map.entry("another token's signature", parts[0] + "." + parts[1] + "." + theirs[2]),
        Map.entry("another token's claims", parts[0] + "." + theirs[1] + "." + parts[2]),
        Map.entry("another organization", withClaim("org", other.organization().toString())),
        Map.entry("another person", withClaim("sub", other.id().toString())),
        Map.entry("a later expiry", withClaim("exp", 4102444800L)),
        Map.entry("another audience", withClaim("aud", "other-cell")),
        Map.entry("another issuer", withClaim("iss", "https://example.org")),
        Map.entry("another type", withHeader("typ", "JWT")),
        Map.entry("another key id", withHeader("kid", "../../etc/passwd")),
        Map.entry("a critical header", withHeader("crit", "x")),
        Map.entry("a refresh token", ANNA.refreshToken()),
        Map.entry("nonsense", "x.y.z"),
        Map.entry("dots", ".."),
        Map.entry("a huge one", "e".repeat(8000)));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void whatIsForgedIsRefused(Map.Entry<String, String> token) {
    var answer = ANNA.client().with(token.getValue()).get("/api/v1/users/me").refused(401);

    // Which part of it is wrong isn't told.
    assertThat(answer.text("error/message"))
        .isEqualTo("A valid access token is needed: log in or refresh");
    ANNA.client().with(token.getValue()).post("/api/v1/tasks", "{\"title\":\"a\"}").refused(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Token %s",
        "%s",
        "Bearer %s x",
        "Bearer \"%s\"",
        "Bearer %s,"
      })
  void whatIsNoBearerTokenIsRefused(String header) {
    TestedCell.anybody()
        .get("/api/v1/users/me")
        .header("Authorization", header.formatted(TOKEN))
        .refused(401);
  }

  @Test
  void twoTokensAreNone() {
    ANNA.client().get("/api/v1/users/me").also("Authorization", "Bearer " + TOKEN).refused(401);
  }

  @Test
  void aTokenElsewhereIsNone() {
    TestedCell.anybody().get("/api/v1/users/me?access_token=" + TOKEN).refused(401);
    TestedCell.anybody()
        .get("/api/v1/users/me")
        .header("Cookie", "access_token=" + TOKEN)
        .refused(401);
    TestedCell.anybody().get("/api/v1/users/me").header("X-Api-Key", TOKEN).refused(401);
  }

  @Test
  void anOpenRouteMindsNoToken() {
    ANNA.client().with("nonsense").get("/health/live").expect(200);
  }

  private static ECKey published() {
    try {
      var keys =
          JWKSet.parse(TestedCell.anybody().get("/.well-known/jwks.json").expect(200).text());
      assertThat(keys.getKeys()).hasSize(1);
      JWK key = keys.getKeys().getFirst();
      return key.toECKey();
    } catch (ParseException e) {
      throw new AssertionError("no key set", e);
    }
  }

  private static String mac(byte[] secret) throws Exception {
    var key = secret.length < 32 ? java.util.Arrays.copyOf(secret, 32) : secret;
    return sign(new MACSigner(key), JWSAlgorithm.HS256, _ -> {});
  }

  private static String pem() throws JOSEException {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(PUBLISHED.toECPublicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /// The claims of a good token for a day, signed otherwise.
  private static String sign(
      JWSSigner signer, JWSAlgorithm algorithm, Consumer<JWSHeader.Builder> change)
      throws JOSEException, ParseException {
    var header =
        new JWSHeader.Builder(algorithm)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(PUBLISHED.getKeyID());
    change.accept(header);
    var good = SignedJWT.parse(TOKEN).getJWTClaimsSet();
    var token =
        new SignedJWT(
            header.build(),
            new JWTClaimsSet.Builder(good)
                .expirationTime(new Date(good.getIssueTime().getTime() + 86_400_000))
                .build());
    token.sign(signer);
    return token.serialize();
  }

  private static String unsigned(String algorithm) throws Exception {
    return changed(0, "alg", algorithm).split("\\.", -1)[0] + "." + TOKEN.split("\\.", -1)[1] + ".";
  }

  private static String withHeader(String name, Object value) throws Exception {
    return changed(0, name, value);
  }

  private static String withClaim(String name, Object value) throws Exception {
    return changed(1, name, value);
  }

  private static String changed(int part, String name, Object value) throws Exception {
    var parts = TOKEN.split("\\.", -1);
    var object = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[part]));
    parts[part] = encoded(JSON.writeValueAsBytes(object.putPOJO(name, value)));
    return String.join(".", parts);
  }

  private static String encoded(byte[] bytes) {
    return Base64URL.encode(bytes).toString();
  }
}
