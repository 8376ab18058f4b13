package dev.cellwright.kernel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  private static final String ORIGIN = "origin.api.acme.example";

  @ParameterizedTest
  @CsvSource({
    "'192.0.2.7, 198.51.100.1', 192.0.2.7",
    "'10.0.0.1, made-up, 192.0.2.7,198.51.100.1', 192.0.2.7",
    "'2001:db8::7, 198.51.100.1', 2001:db8::7",
    "198.51.100.1, 198.51.100.1",
    "'192.0.2.7, 203.0.113.9', 198.51.100.1",
    "'', 198.51.100.1",
  })
  void behindTheEdgeItIsTheOneThatTheEdgeSaw(String forwarded, String address) {
    assertThat(new ClientAddress(event(ORIGIN, forwarded), ORIGIN).text()).isEqualTo(address);
  }

  @Test
  void elsewhereWhatAClientSaysOfItselfIsNotBelieved() {
    var claimed = "192.0.2.7, 198.51.100.1";

    assertThat(new ClientAddress(event("services.api.acme.example", claimed), ORIGIN).text())
        .isEqualTo("198.51.100.1");
    assertThat(new ClientAddress(event(ORIGIN, claimed), null).text()).isEqualTo("198.51.100.1");
  }

  @Test
  void aHeaderThatCameTwiceIsOneList() {
    var event = event(ORIGIN, "made-up");
    event.withArray("/multiValueHeaders/X-Forwarded-For").add("192.0.2.7, 198.51.100.1");

    assertThat(new ClientAddress(event, ORIGIN).text()).isEqualTo("192.0.2.7");
  }

  private static ObjectNode event(String host, String forwarded) {
    var event = new ObjectMapper().createObjectNode();
    event.putObject("multiValueHeaders").putArray("X-Forwarded-For").add(forwarded);
    var context = event.putObject("requestContext").put("domainName", host);
    context.putObject("identity").put("sourceIp", "198.51.100.1");
    return event;
  }
}
