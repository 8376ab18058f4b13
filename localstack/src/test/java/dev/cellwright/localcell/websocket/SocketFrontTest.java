package dev.cellwright.localcell.websocket;

import static dev.cellwright.localcell.websocket.TestingSockets.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.gateway.ServedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketFrontTest {
  private static TestingSockets sockets;
  private static URI cell;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    sockets = new TestingSockets(directory, SocketLimits.AWS);
    cell = sockets.uri();
  }

  @AfterAll
  static void stop() throws IOException {
    sockets.close();
  }

  @Test
  void tellsTheFunctionWhoConnectsAndWhatTheAuthorizerSaid() throws Exception {
    TestingClient.connect(
        cell, "?token=anna&x=1&x=2", TestingClient.builder().header("X-Device", "phone-7"));

    var event =
        sockets.event(each ->
            each.path("headers").path("X-Device").asText().equals("phone-7")
                && context(each, "eventType").equals("CONNECT")
                && !each.has("type"));

    assertThat(event.at("/queryStringParameters/x").asText()).isEqualTo("2");
    assertThat(event.at("/multiValueQueryStringParameters/x")).hasSize(2);
    assertThat(event.at("/stageVariables/colour").asText()).isEqualTo("blue");
    assertThat(context(event, "routeKey")).isEqualTo("$connect");
    assertThat(context(event, "stage")).isEqualTo("live");
    assertThat(context(event, "apiId")).isEqualTo(TestingSockets.API_ID);
    assertThat(context(event, "domainName")).isEqualTo("127.0.0.1");
    assertThat(event.at("/requestContext/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(event.at("/requestContext/authorizer/principalId").asText()).isEqualTo("anna");
    assertThat(event.at("/requestContext/authorizer/tenant").asText()).isEqualTo("acme");
    assertThat(event.at("/requestContext/authorizer/level").isTextual()).isTrue();
    assertThat(event.at("/requestContext/connectedAt").isIntegralNumber()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 401",
    "?token=, 401",
    "?token=nobody, 401",
    "?token=stranger, 403",
    "?token=broken, 500",
    "?token=anna&do=refuse, 409",
    "?token=anna&do=throw, 502",
    "?token=anna&do=malformed, 502",
    "?token=anna&do=choose, 502",
    "?token=anna&do=sleep, 504",
    "?token=%ff, 400",
  })
  void refusesWhomTheAuthorizerOrTheFunctionRefuses(String query, int status) {
    assertThat(TestingClient.refusal(cell, query)).isEqualTo(status);
  }

  @Test
  void speaksTheSubprotocolThatTheFunctionChose() {
    var client = TestingClient.connect(cell, "?token=anna", "cell.v2", "cell.v1");

    assertThat(client.socket().getSubprotocol()).isEqualTo("cell.v1");
  }

  @Test
  void leadsAMessageToItsRouteAndAnswersOnlyWhereTheRouteDoes() throws Exception {
    var client = sockets.connect();

    client.send("{\"action\":\"quiet\"}");
    client.send("{\"action\":\"tasks.move\",\"to\":\"done\"}");
    var answer = client.hear();

    assertThat(answer).isEqualTo("answered by tasks.move");
    var event = sockets.event(each -> each.path("body").asText().contains("\"to\":\"done\""));
    assertThat(event.path("body").asText())
        .isEqualTo("{\"action\":\"tasks.move\",\"to\":\"done\"}");
    assertThat(context(event, "routeKey")).isEqualTo("tasks.move");
    assertThat(context(event, "eventType")).isEqualTo("MESSAGE");
    assertThat(context(event, "messageId")).isNotEmpty();
    assertThat(event.at("/requestContext/authorizer/tenant").asText()).isEqualTo("acme");
    sockets.event(each -> context(each, "routeKey").equals("quiet"));
    assertThat(client.heardNothing()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no JSON",
        "{\"action\":\"unknown\"}",
        "{\"action\":\"$connect\"}",
        "{\"action\":\"$disconnect\"}",
        "{\"action\":{\"a\":1}}",
        "[]",
        "{\"other\":1}",
      })
  void leadsWhatSelectsNoRouteToTheDefaultOne(String message) throws Exception {
    var client = sockets.connect();

    client.send(message);

    assertThat(client.hear()).isEqualTo("answered by $default");
  }

  @Test
  void tellsTheClientThatItsMessageFailed() throws Exception {
    var client = sockets.connect();

    for (var failing : new String[] {"do-throw", "do-malformed"}) {
      client.send("{\"action\":\"quiet\",\"x\":\"" + failing + "\"}");
      var complaint = TestingSockets.json(client.hear());
      assertThat(complaint.path("message").asText()).isEqualTo("Internal server error");
      assertThat(complaint.path("connectionId").asText()).isNotEmpty();
      assertThat(complaint.path("requestId").asText()).isNotEmpty();
    }
    client.send("do-sleep");

    assertThat(client.hear()).contains("Endpoint request timed out");
  }

  @Test
  void answersAPing() {
    var client = sockets.connect();

    client.socket().sendPing(StandardCharsets.UTF_8.encode("are you there")).join();

    assertThat(client.pong()).isEqualTo("are you there");
  }

  @Test
  void closesOnABinaryFrame() {
    var client = sockets.connect();

    client.socket().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();

    assertThat(client.closeStatus()).isEqualTo(1003);
  }

  @Test
  void closesOnAFrameAndOnAMessageThatIsTooLarge() throws Exception {
    var client = sockets.connect();
    var frame = "x".repeat(32 * 1024);

    for (var i = 0; i < 3; i++) {
      client.socket().sendText(frame, false).join();
    }
    client.socket().sendText(frame, true).join();

    assertThat(client.hear()).isEqualTo("answered by $default");
    assertThat(RawFrame.closeStatus(cell, 32 * 1024 + 1)).isEqualTo(1009);
    var tooLargeMessage = sockets.connect();
    for (var i = 0; i < 4; i++) {
      tooLargeMessage.socket().sendText(frame, false).join();
    }
    tooLargeMessage.socket().sendText("x", true);
    assertThat(tooLargeMessage.closeStatus()).isEqualTo(1009);
  }

  @Test
  void tellsTheFunctionHowAConnectionEnded() throws Exception {
    var bySaying = sockets.connect();
    var byDying = sockets.connect();
    bySaying.send("{\"action\":\"quiet\",\"who\":\"says\"}");
    byDying.send("{\"action\":\"quiet\",\"who\":\"dies\"}");
    var saying =
        context(sockets.event(each -> each.path("body").asText().contains("says")), "connectionId");
    var dying =
        context(sockets.event(each -> each.path("body").asText().contains("dies")), "connectionId");

    bySaying.socket().sendClose(WebSocket.NORMAL_CLOSURE, "good night").join();
    byDying.socket().abort();

    var said = sockets.event("DISCONNECT", saying);
    assertThat(context(said, "disconnectStatusCode")).isEqualTo("1000");
    assertThat(context(said, "disconnectReason")).isEqualTo("good night");
    assertThat(said.at("/requestContext/authorizer/tenant").asText()).isEqualTo("acme");
    var died = sockets.event("DISCONNECT", dying);
    assertThat(context(died, "disconnectStatusCode")).isEqualTo("1006");
  }

  @Test
  void answersTwoHundredAtOnce() throws Exception {
    var clients = new ArrayList<TestingClient>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var connecting =
          IntStream.range(0, 200).mapToObj(_ -> threads.submit(() -> sockets.connect())).toList();
      for (var each : connecting) {
        clients.add(each.get());
      }
    }

    clients.forEach(each -> each.send("{\"action\":\"tasks.move\"}"));

    for (var client : clients) {
      assertThat(client.hear()).isEqualTo("answered by tasks.move");
    }
    clients.forEach(each -> each.socket().abort());
  }

  @Test
  void handlesNoMoreThanSixteenMessagesOfAClientAtOnce() throws Exception {
    var client = sockets.connect();

    for (var i = 0; i < 17; i++) {
      client.send("do-sleep of the seventeen");
    }
    for (var i = 0; i < 17; i++) {
      assertThat(client.hear()).contains("timed out");
    }

    var times =
        sockets.events().stream()
            .filter(each -> each.path("body").asText().contains("of the seventeen"))
            .map(each -> each.at("/requestContext/requestTimeEpoch").asLong())
            .sorted()
            .toList();
    assertThat(times).hasSize(17);
    assertThat(times.getLast() - times.getFirst()).isGreaterThanOrEqualTo(900);
  }

  @Test
  void losesNoneOfManyMessages() throws Exception {
    var client = sockets.connect();

    for (var i = 0; i < 500; i++) {
      client.send("{\"action\":\"tasks.move\",\"n\":" + i + "}");
    }

    for (var i = 0; i < 500; i++) {
      assertThat(client.hear()).isEqualTo("answered by tasks.move");
    }
  }

  @Test
  void tellsOfHandshakesAndMessagesLikeOfRequests() throws Exception {
    var client = sockets.connect();
    client.send("{\"action\":\"tasks.move\"}");
    client.hear();

    assertThat(sockets.served).extracting(ServedRequest::method).contains("GET", "MESSAGE");
    assertThat(sockets.served)
        .anySatisfy(each -> {
          assertThat(each.path()).isEqualTo("/ws tasks.move");
          assertThat(each.status()).isEqualTo(200);
          assertThat(each.traceId()).startsWith("1-");
        });
  }

  @Test
  void saysThatItSpeaksWebSocketOnly() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var response =
          http.send(
              HttpRequest.newBuilder(cell.resolve("/ws?token=anna")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(426);
    }
  }

  @Test
  void doesNotCallAFunctionThatDoesNotPermitIt(@TempDir Path directory) throws Exception {
    try (var forbidden = new TestingSockets(directory, SocketLimits.AWS)) {
      forbidden.forbid("live/$connect");
      assertThat(TestingClient.refusal(forbidden.uri(), "?token=anna")).isEqualTo(500);
    }
  }

  @Test
  void aClosingCellSaysThatItGoesAway(@TempDir Path directory) throws Exception {
    var closing = new TestingSockets(directory, SocketLimits.AWS);
    var client = closing.connect();

    closing.close();

    assertThat(client.closeStatus()).isEqualTo(1001);
    assertThat(closing.events())
        .anySatisfy(each -> {
          assertThat(context(each, "eventType")).isEqualTo("DISCONNECT");
          assertThat(context(each, "disconnectStatusCode")).isEqualTo("1001");
        });
    assertThatThrownBy(closing::connect).isInstanceOf(Exception.class);
  }

  @Test
  void endsAConnectionThatIsIdleOrTooOld(@TempDir Path directory) throws Exception {
    var quick = Duration.ofMillis(300);
    var far = Duration.ofMinutes(1);
    var aws = SocketLimits.AWS;
    var idle = new SocketLimits(aws.messageBytes(), aws.frameBytes(), quick, far, far);
    var old = new SocketLimits(aws.messageBytes(), aws.frameBytes(), far, quick, far);

    for (var limits : List.of(idle, old)) {
      var own = Files.createTempDirectory(directory, "limits");
      try (var limited = new TestingSockets(own, limits)) {
        assertThat(limited.connect().closeStatus()).isEqualTo(1001);
        var end = limited.event(each -> context(each, "eventType").equals("DISCONNECT"));
        assertThat(context(end, "disconnectReason")).isEqualTo("Going away");
      }
    }
  }
}
