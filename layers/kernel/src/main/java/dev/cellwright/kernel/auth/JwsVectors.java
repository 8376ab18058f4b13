package dev.cellwright.kernel.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import dev.cellwright.kernel.VectorCase;
import java.text.ParseException;

/// `jws.verify`: whether our verifier accepts a signature as an access token's, which is ES256
/// only.
public final class JwsVectors implements VectorCase {

  @Override
  public String name() {
    return "jws.verify";
  }

  @Override
  public ObjectNode answer(JsonNode given) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("valid", valid(given.path("jwk"), given.path("jws").asText()));
  }

  private static boolean valid(JsonNode jwk, String jws) {
    try {
      return JWK.parse(jwk.toString()) instanceof ECKey key
          && AccessTokens.signedBy(key, JWSObject.parse(jws));
    } catch (ParseException | IllegalArgumentException e) {
      return false;
    }
  }
}
