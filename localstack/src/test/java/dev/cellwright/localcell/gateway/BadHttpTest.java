package dev.cellwright.localcell.gateway;

import static dev.cellwright.localcell.gateway.TestingFront.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadHttpTest {

  private static TestingFront front;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    front = new TestingFront(directory, true, Documents.TASKS);
  }

  @AfterAll
  static void stop() throws IOException {
    front.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%",
        "/%zz",
        "/api/v1/tasks/%",
        "/api/v1/tasks/%c3%28",
        "/api/v1/tasks/%ff",
        "/api/v1/tasks/%00x/y",
        "/api/v1/tasks/%u0041",
        "/api/v1/tasks?x=%",
        "/api/v1/tasks?%ff=1",
        "//",
        "//api/v1/tasks",
        "/api//v1/tasks",
        "/..",
        "/../..",
        "/api/v1/../tasks",
        "/api/v1/%2e%2e/tasks",
        "/api/v1/./tasks",
        "/api/v1/tasks/",
        "/api%2Fv1%2Ftasks",
        "/api;x=1/v1/tasks",
        "/api/v1/t\\asks",
        "/\u00e9",
        "/api/v1/tasks/\u00e9/x",
        "/api/v1/<script>",
        "/api/v1/\"x\"",
        "*",
        "x",
        "http://",
        "http:///",
        "/a b c"
      })
  void answersAnOddAddressInTheErrorForm(String target) {
    var answer = front.raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertIsOurError(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n",
        "GET /api/v1/tasks HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /api/v1/tasks HTTP/1.1\r\n\r\n",
        "GET /api/v1/tasks HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n",
        "GET /api/v1/tasks HTTP/1.1\r\nHost: x:y:z\r\nConnection: close\r\n\r\n",
        "GET /api/v1/tasks HTTP/1.1\r\nHost: x\r\nNo colon\r\nConnection: close\r\n\r\n",
        "GET /api/v1/tasks HTTP/1.1\r\nHost: x\r\nBad\u0000: x\r\nConnection: close\r\n\r\n",
        "GET /api/v1/tasks HTTP/1.1\r\nHost: x\r\nX-Bad: a\u0000b\r\nConnection: close\r\n\r\n",
        "G@T /api/v1/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GE(T) /api/v1/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "BREW /api/v1/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "CONNECT x:1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "TRACE /api/v1/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST /files/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        "POST /files/a HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
      })
  void answersHttpThatIsNoneInTheErrorForm(String request) {
    var answer = front.raw(request);

    assertIsOurError(answer);
  }

  @Test
  void answersHeadersThatAreTooLargeInTheErrorForm() {
    var answer =
        front.raw(
            "GET /api/v1/tasks HTTP/1.1\r\nHost: x\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 431");
    assertIsOurError(answer);
  }

  @Test
  void answersAnAddressThatIsTooLongInTheErrorForm() {
    var answer = front.raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 414");
    assertIsOurError(answer);
  }

  @Test
  void answersATooLargeBodyBeforeTheClientSendsItWhenTheClientAsks() {
    var answer =
        front.raw(
            "POST /files/a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413").contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void answersATooLargeBodyToAClientThatReadsOnlyAfterSendingAll() {
    var head = "POST /files/a HTTP/1.1\r\nHost: x\r\nContent-Length: 30000000\r\n\r\n";

    var answer = front.raw(head + "x".repeat(30_000_000));

    assertThat(answer).startsWith("HTTP/1.1 413").contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void answersATooLargeBodyInChunks() {
    var chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
    var head =
        "POST /files/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";

    var answer = front.raw(head + chunk.repeat(12) + "0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413").contains("PAYLOAD_TOO_LARGE");
  }

  private static void assertIsOurError(String answer) {
    assertThat(answer)
        .matches("(?s)HTTP/1\\.[01] 4\\d\\d .*")
        .doesNotContain("<html", "at org.", "jetty");
    var body = json(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(body.path("error").path("code").asText()).as(answer).isNotEmpty();
    assertThat(body.path("error").path("message").asText()).isNotEmpty();
    assertThat(body.path("error").path("correlationId").asText()).isNotEmpty();
  }
}
