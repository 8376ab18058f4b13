package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Receivers that behave, and receivers that do their worst.
class CourierTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Courier courier =
      new Courier(new PinnedNames(InetAddress::getAllByName, true), PATIENCE);

  @Test
  void aLetterArrivesWithItsHeaders() {
    try (var sink = TestingSink.answering(202, "thanks")) {
      var letter = letter(sink.url());

      var sent = courier.send(letter);

      assertThat(sent)
          .isInstanceOfSatisfying(
              Sent.Answered.class,
              answered -> {
                assertThat(answered.isGood()).isTrue();
                assertThat(answered.status()).isEqualTo(202);
                assertThat(answered.body()).isEqualTo("thanks");
              });
      var got = sink.got().getFirst();
      assertThat(got.line()).isEqualTo("POST /in HTTP/1.1");
      assertThat(got.body()).isEqualTo(letter.body());
      assertThat(got.header("Content-Type")).startsWith("application/json");
      assertThat(got.header("webhook-id")).isEqualTo(letter.id().toString());
      assertThat(got.header("X-Webhook-Delivery")).isEqualTo(letter.id().toString());
      assertThat(got.header("webhook-timestamp")).isEqualTo("1700000000");
      assertThat(got.header("webhook-signature")).isEqualTo("v1,AA== v1,BB==");
      assertThat(got.header("X-Webhook-Signature")).isEqualTo("aa, bb");
      assertThat(got.header("X-Webhook-Event")).isEqualTo("task.created");
      assertThat(got.headers()).doesNotContainKeys("accept-encoding", "cookie", "authorization");
    }
  }

  @Test
  void aReceiverThatHangsIsLeft() {
    try (var sink = new TestingSink((_, _) -> Thread.sleep(30_000))) {
      var sent = courier.send(letter(sink.url()));

      assertThat(error(sent)).startsWith("no ").contains("answer");
      assertThat(sent.millis()).isBetween(900L, 5_000L);
    }
  }

  @Test
  void aReceiverThatDripsIsLeftAfterTheWholeTime() {
    try (var sink =
        new TestingSink((_, socket) -> {
          TestingSink.write(
              socket.getOutputStream(), "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
          for (int i = 0; i < 1000; i++) {
            TestingSink.write(socket.getOutputStream(), "x");
            Thread.sleep(100);
          }
        })) {
      var sent = courier.send(letter(sink.url()));

      assertThat(error(sent)).isEqualTo("no answer within 1 s");
      assertThat(sent.millis()).isBetween(900L, 5_000L);
    }
  }

  @Test
  void ofAnAnswerWithoutEndTheBeginningIsKept() {
    try (var sink =
        new TestingSink((_, socket) -> {
          TestingSink.write(
              socket.getOutputStream(), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          var chunk = "2000\r\n" + "y".repeat(0x2000) + "\r\n";
          for (int i = 0; i < 1280; i++) {
            TestingSink.write(socket.getOutputStream(), chunk);
          }
        })) {
      var sent = (Sent.Answered) courier.send(letter(sink.url()));

      assertThat(sent.isGood()).isTrue();
      assertThat(sent.body()).isEqualTo("y".repeat(4096));
    }
  }

  @Test
  void whatIsKeptFitsInBytesAndHoldsNoNul() {
    try (var sink = TestingSink.answering(200, "\0" + "\uD83D\uDE00".repeat(3000))) {
      var sent = (Sent.Answered) courier.send(letter(sink.url()));

      assertThat(sent.body().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(4096);
      assertThat(sent.body())
          .startsWith("\uFFFD\uD83D\uDE00")
          .endsWith("\uDE00")
          .doesNotContain("\0");
    }
  }

  @Test
  void packedAnswersAreNotUnpacked() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[50_000_000]);
    }
    var head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
            + packed.size()
            + "\r\n\r\n";
    var bytes = new ByteArrayOutputStream();
    bytes.write(head.getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(packed.toByteArray());
    try (var sink = new TestingSink(TestingSink.raw(bytes.toByteArray()))) {
      var sent = (Sent.Answered) courier.send(letter(sink.url()));

      assertThat(sent.body().length()).isLessThanOrEqualTo(4096);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/elsewhere",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:%d/",
        "file:///etc/passwd"
      })
  void nobodyIsFollowed(String location) {
    try (var elsewhere = TestingSink.answering(200, "secret");
        var sink =
            TestingSink.answering(
                302, "", "Location: " + location.replace("%d", "" + elsewhere.port()))) {
      var sent = (Sent.Answered) courier.send(letter(sink.url()));

      assertThat(sent.status()).isEqualTo(302);
      assertThat(sent.isGood()).isFalse();
      assertThat(elsewhere.got()).isEmpty();
    }
  }

  @Test
  void aConnectionThatIsResetIsAFailure() {
    try (var sink =
        new TestingSink((_, socket) -> {
          socket.setSoLinger(true, 0);
          socket.close();
        })) {
      assertThat(error(courier.send(letter(sink.url())))).contains("broke");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n",
        "HTTP/9.9 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n"
      })
  void whatIsNoHttpIsAFailure(String text) {
    try (var sink = new TestingSink(TestingSink.raw(text.getBytes(StandardCharsets.ISO_8859_1)))) {
      assertThat(error(courier.send(letter(sink.url())))).isNotBlank().doesNotContain("SSH");
    }
  }

  @Test
  void headersWithoutEndAreAFailure() {
    try (var sink =
        new TestingSink((_, socket) -> {
          TestingSink.write(socket.getOutputStream(), "HTTP/1.1 200 OK\r\n");
          for (int i = 0; i < 10_000; i++) {
            TestingSink.write(
                socket.getOutputStream(), "X-" + i + ": " + "z".repeat(1000) + "\r\n");
          }
        })) {
      assertThat(error(courier.send(letter(sink.url())))).isNotBlank();
    }
  }

  @Test
  void aClosedPortIsAFailure() {
    int port;
    try (var sink = TestingSink.answering(200, "")) {
      port = sink.port();
    }

    assertThat(error(courier.send(letter("http://127.0.0.1:" + port + "/"))))
        .isEqualTo("no connection");
  }

  @Test
  void aNameThatChangesItsMindIsNotCalledASecondTime() {
    try (var sink = TestingSink.answering(200, "")) {
      var asked = new AtomicInteger();
      var rebinding =
          new Courier(
              new PinnedNames(
                  _ ->
                      new InetAddress[] {
                        InetAddress.ofLiteral(
                            asked.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254")
                      },
                  true),
              PATIENCE);
      var letter = letter("http://rebinding.example:" + sink.port() + "/in");

      var first = rebinding.send(letter);
      var second = rebinding.send(letter);

      assertThat(first).isInstanceOf(Sent.Answered.class);
      assertThat(sink.got().getFirst().header("Host")).startsWith("rebinding.example");
      assertThat(error(second)).isEqualTo("leads to an address that is not public");
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void aDeployedCellCallsNothingOnItsOwnMachine() {
    try (var sink = TestingSink.answering(200, "")) {
      var deployed = new Courier(new PinnedNames(InetAddress::getAllByName, false), PATIENCE);

      for (var host : new String[] {"127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"}) {
        var sent = deployed.send(letter("http://" + host + ":" + sink.port() + "/"));

        assertThat(sent).as(host).isInstanceOf(Sent.Failed.class);
      }
      assertThat(sink.got()).isEmpty();
    }
  }

  private static String error(Sent sent) {
    assertThat(sent).isInstanceOf(Sent.Failed.class);
    return ((Sent.Failed) sent).error();
  }

  private static Letter letter(String url) {
    return new Letter(
        UUID.randomUUID(),
        url,
        "task.created",
        "{\"type\": \"task.created\"}",
        1_700_000_000L,
        "v1,AA== v1,BB==",
        "aa, bb");
  }
}
