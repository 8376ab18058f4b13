package dev.cellwright.kernel.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
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
    if (!jwk.isObject() || !CompactJws.isStrict(jws)) {
      return false;
    }
    try {
      return JWK.parse(jwk.toString()) instanceof ECKey key
          && isForVerifying(key)
          && AccessTokens.signedBy(key, JWSObject.parse(jws));
    } catch (ParseException | IllegalArgumentException e) {
      return false;
    }
  }

  /// A key may say what it is for (RFC 7517, 4.2 to 4.4); where it says nothing, it is for this.
  private static boolean isForVerifying(ECKey key) {
    return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (key.getAlgorithm() == null || key.getAlgorithm().equals(JWSAlgorithm.ES256))
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
  }
}
