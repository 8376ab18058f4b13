package dev.cellwright.kernel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayAddressTest {

  @ParameterizedTest
  @CsvSource({
    "abc.execute-api.eu-central-1.amazonaws.com, /live/api/v1/me, https://abc.execute-api.eu-central-1.amazonaws.com/live",
    "API.acme.example, /api/v1/me, https://api.acme.example",
    "127.0.0.1:8080, /api/v1/me, http://127.0.0.1:8080",
    "localhost:8080, /api/v1/me, http://localhost:8080",
    "evil.example/?x=, /api/v1/me, https://own.example",
    "'a\"b', /api/v1/me, https://own.example",
  })
  void theAddressIsTheGatewaysOwnWithItsStage(String host, String asked, String address) {
    var event = new ObjectMapper().createObjectNode().put("path", "/api/v1/me");
    event.putObject("multiValueHeaders").putArray("host").add(host);
    event
        .putObject("requestContext")
        .put("stage", "live")
        .put("path", asked)
        .put("domainName", "own.example");

    assertThat(new GatewayAddress(event).url()).isEqualTo(address);
  }
}
