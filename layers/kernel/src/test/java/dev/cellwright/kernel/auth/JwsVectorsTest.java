package dev.cellwright.kernel.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import org.junit.jupiter.api.Test;

class JwsVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void onlyEs256ByTheGivenKeyIsValid() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    ECKey other = new ECKeyGenerator(Curve.P_256).generate();
    ECKey larger = new ECKeyGenerator(Curve.P_384).generate();
    OctetSequenceKey shared = new OctetSequenceKeyGenerator(256).generate();
    var jws = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload("{}"));
    jws.sign(new ECDSASigner(key));
    var hmac = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload("{}"));
    hmac.sign(new MACSigner(shared));

    assertThat(valid(key.toPublicJWK().toJSONString(), jws.serialize())).isTrue();
    assertThat(valid(other.toPublicJWK().toJSONString(), jws.serialize())).isFalse();
    assertThat(valid(larger.toPublicJWK().toJSONString(), jws.serialize())).isFalse();
    assertThat(valid(shared.toJSONString(), hmac.serialize())).isFalse();
    assertThat(valid(key.toPublicJWK().toJSONString(), "eyJhbGciOiJub25lIn0.e30.")).isFalse();
    assertThat(valid("{}", jws.serialize())).isFalse();
  }

  private static boolean valid(String jwk, String jws) throws Exception {
    var given = JSON.createObjectNode().put("jws", jws);
    given.set("jwk", JSON.readTree(jwk));
    return new JwsVectors().answer(given).path("valid").asBoolean();
  }
}
