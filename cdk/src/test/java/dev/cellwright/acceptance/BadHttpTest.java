package dev.cellwright.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in over the wire: an answer in the standard form, never a fault of the server.
class BadHttpTest {
  private static final URI CELL = TestedCell.anybody().cell();
  private static final String TOKEN =
      "Authorization: Bearer " + Person.register("anna").client().accessToken() + "\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//",
        "/..",
        "/../../etc/passwd",
        "/%",
        "/%zz",
        "/%2F",
        "/%2e%2e/",
        "/%c0%af",
        "/%00",
        "/\u00e9",
        "/api/v1",
        "/api/v1/",
        "/api/v1/tasks/",
        "/api/v1//tasks",
        "//api/v1/tasks",
        "/api/v1/./tasks",
        "/api/v1/../v1/tasks",
        "/api/v1/tasks/%2F",
        "/api/v1/tasks/..%2f..%2fhealth%2flive",
        "/api/v1/tasks;a=b",
        "/api/v1/tasks/\u00e9\u00e8",
        "/api/v1/tasks/%F0%9F%98%80",
        "/api/v1/Tasks",
        "/API/V1/TASKS",
        "/api/v2/tasks",
        "/api/v1/tasks.json",
        "/api/v1/tasks%20",
        "/api%2Fv1%2Ftasks",
        "/api/v1\\tasks",
        "/api/v1/tasks?%",
        "/api/v1/tasks?page=%zz",
        "/api/v1/tasks?search=%ff",
        "/api/v1/tasks?search=%ed%a0%80",
        "/api/v1/tasks??",
        "/.env",
        "/_cell/nothing",
        "/_cell/requests/nobody",
        "/docs/",
        "/favicon.ico",
        "*"
      })
  void anAddressThatLeadsNowhereIsRefused(String target) throws IOException {
    RawHttp.send(CELL, bytes("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + TOKEN + "\r\n"))
        .refused();
  }

  @Test
  void anAddressWithoutEndIsRefused() throws IOException {
    var answer =
        RawHttp.send(
                CELL, "GET /api/v1/tasks?search=" + "a".repeat(100_000) + " HTTP/1.1\nHost: x\n\n")
            .refused();

    assertThat(answer.status()).isIn(414, 431);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRACE",
        "OPTIONS",
        "CONNECT",
        "PUT",
        "DELETE",
        "PROPFIND",
        "get",
        "Get",
        "X",
        "VERYLONGMETHODTHATNOBODYHASEVERHEARDOF",
        "PATCH"
      })
  void aMethodThatARouteDoesNotHaveIsRefused(String method) throws IOException {
    RawHttp.send(CELL, bytes(method + " /docs HTTP/1.1\r\nHost: x\r\n" + TOKEN + "\r\n")).refused();
    RawHttp.send(
            CELL,
            bytes(
                method
                    + " /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"))
        .refused();
  }

  /// As on API Gateway, a route that is only read doesn't answer HEAD.
  @Test
  void headIsRefusedWithoutABody() throws IOException {
    var answer = RawHttp.send(CELL, "HEAD /health/live HTTP/1.1\nHost: x\nConnection: close\n\n");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\n\n",
        "GET /docs\n\n",
        "\u0000\u0001\u0002\u0003\n\n",
        "G@T /docs HTTP/1.1\nHost: x\n\n",
        "GET /docs HTTP/9.9\nHost: x\n\n",
        "GET /docs HTTQ/1.1\nHost: x\n\n",
        "GET /docs HTTP/1.1\n\n",
        "GET /docs HTTP/1.1\nHost: x\nHost: y\n\n",
        "GET /docs HTTP/1.1\nHost: a b\n\n",
        "GET /docs HTTP/1.1\nHost: x\nno colon\n\n",
        "GET /docs HTTP/1.1\nHost: x\n: no name\n\n",
        "GET /docs HTTP/1.1\nHost: x\nA : b\n\n",
        "GET /docs HTTP/1.1\nHost: x\nA: b\u0000c\n\n",
        "GET /docs HTTP/1.1\nHost: x\nContent-Length: -1\n\n",
        "GET /docs HTTP/1.1\nHost: x\nContent-Length: x\n\n",
        "GET /docs HTTP/1.1\nHost: x\nContent-Length: 99999999999999999999\n\n",
        "POST /api/v1/tasks HTTP/1.1\nHost: x\nContent-Length: 2\nContent-Length: 3\n\n{}",
        "POST /api/v1/tasks HTTP/1.1\nHost: x\nContent-Length: 2\nTransfer-Encoding: chunked\n\n0\n\n",
        "POST /api/v1/tasks HTTP/1.1\nHost: x\nTransfer-Encoding: x\n\n{}",
        "POST /api/v1/tasks HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\nzz\n{}\n0\n\n",
        "POST /api/v1/tasks HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n-1\n{}\n0\n\n",
        "PRI * HTTP/2.0\n\nSM\n\n"
      })
  void whatIsNoHttpIsRefused(String request) throws IOException {
    var answer = RawHttp.send(CELL, request).refused();

    assertThat(answer.status()).isIn(400, 401, 404, 426);
  }

  @Test
  void headersThatAreTooLargeAreRefused() throws IOException {
    for (var size : new int[] {11_000, 100_000, 1_000_000}) {
      RawHttp.send(CELL, "GET /health/live HTTP/1.1\nHost: x\nA: " + "a".repeat(size) + "\n\n")
          .refused(431);
    }
    RawHttp.send(CELL, "GET /health/live HTTP/1.1\nHost: x\n" + "A: b\n".repeat(20_000) + "\n")
        .refused(431);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Correlation-Id: \u00e9\u00ff",
        "Idempotency-Key: \u00e9\u0080",
        "User-Agent: \u0001\u007f\u00ff",
        "Accept: \u00ff",
        "Authorization: Bearer \u00e9",
        "If-Match: \"\u00e9\"",
        "Cookie: refresh_token=\u00e9",
        "Content-Type: \u00ff",
        "traceparent: \u00ff"
      })
  void aHeaderThatIsNotAsciiIsNoFault(String header) throws IOException {
    for (var request :
        new String[] {
          "GET /api/v1/users/me HTTP/1.1\r\nHost: x\r\n%s%s\r\n\r\n",
          "POST /api/v1/auth/refresh HTTP/1.1\r\nHost: x\r\n%s%s\r\n\r\n",
          "POST /api/v1/boards HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\nContent-Type: application/json\r\n%s%s\r\n\r\n{\"name\":\"a\"}"
        }) {
      var answer = RawHttp.send(CELL, bytes(request.formatted(TOKEN, header)));

      assertThat(answer.status()).as(answer.toString()).isBetween(200, 499);
      if (answer.status() >= 400) {
        answer.refused();
      }
    }
  }

  @Test
  void oldAndUnusualHttpIsUnderstood() throws IOException {
    assertThat(RawHttp.send(CELL, "GET /health/live HTTP/1.0\n\n").status()).isEqualTo(200);
    assertThat(
            RawHttp.send(CELL, "GET http://elsewhere/health/live HTTP/1.1\nHost: elsewhere\n\n")
                .status())
        .isEqualTo(200);
    assertThat(RawHttp.send(CELL, "GET /health/live HTTP/1.1\nhOsT: x\nEmpty:\n\n").status())
        .isEqualTo(200);
    var chunked =
        RawHttp.send(
            CELL,
            bytes(
                "POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\n"
                    + TOKEN
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5\r\n{\"tit\r\n9\r\nle\":\"a\"} \r\n0\r\n\r\n"));
    assertThat(chunked.status()).as(chunked.toString()).isEqualTo(201);
  }

  @Test
  void twoRequestsOnOneConnectionStayApart() throws IOException {
    // The second is no body of the first, whatever the first says.
    var answer =
        RawHttp.send(
            CELL,
            "POST /api/v1/tasks HTTP/1.1\nHost: x\nContent-Length: 0\n\nGET /health/live HTTP/1.1\nHost: x\n\n");

    answer.refused(401);
  }

  private static byte[] bytes(String request) {
    return request.getBytes(ISO_8859_1);
  }
}
