package dev.cellwright.kernel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.socket.SocketEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SocketProxyEventTest {

  @Test
  void theOfferedSubprotocolsAreReadFromAnyHeaderOfThatName() throws Exception {
    var opened =
        (SocketEvent.Opened)
            read(
                """
                {"multiValueHeaders": {"sec-websocket-protocol": ["bearer, e30.e30.e30"], "Host": ["x"]},
                 "multiValueQueryStringParameters": {"token": ["a", "b"]},
                 "requestContext": {"eventType": "CONNECT", "connectionId": "c1", "requestId": "r1",
                   "identity": {"sourceIp": "192.0.2.7"}}, "isBase64Encoded": false}
                """);

    assertThat(opened.protocols()).containsExactly("bearer", "e30.e30.e30");
    assertThat(opened.tokens()).containsExactly("a", "b");
    assertThat(opened.sourceAddress()).isEqualTo("192.0.2.7");
    assertThat(opened.toString()).doesNotContain("e30");
  }

  @Test
  void aConnectionMayComeWithoutHeadersAndQuery() throws Exception {
    var opened =
        (SocketEvent.Opened)
            read("{\"requestContext\": {\"eventType\": \"CONNECT\", \"connectionId\": \"c1\"}}");

    assertThat(opened.protocols()).isEmpty();
    assertThat(opened.tokens()).isEmpty();
  }

  @Test
  void aBinaryMessageHasNoText() throws Exception {
    var said =
        (SocketEvent.Said)
            read(
                """
                {"requestContext": {"eventType": "MESSAGE", "connectionId": "c1"}, "body": "AAEC", "isBase64Encoded": true}
                """);

    assertThat(said.text()).isNull();
  }

  @Test
  void whatTheGatewayDoesNotSendIsAFault() {
    assertThatThrownBy(() -> read("{}")).isInstanceOf(IllegalArgumentException.class);
  }

  private static SocketEvent read(String event) throws JsonProcessingException {
    return SocketProxyEvent.read(new ObjectMapper().readTree(event), Instant.EPOCH);
  }
}
