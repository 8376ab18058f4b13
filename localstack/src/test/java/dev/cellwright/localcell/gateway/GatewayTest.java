package dev.cellwright.localcell.gateway;

import static dev.cellwright.localcell.gateway.TestingFront.event;
import static dev.cellwright.localcell.gateway.TestingFront.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayTest {

  private static TestingFront front;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    front = new TestingFront(directory, true, Documents.TASKS, Documents.ofPaths(3));
  }

  @AfterAll
  static void stop() throws IOException {
    front.close();
  }

  @Test
  void sendsTheFunctionAProxyEvent() {
    var response =
        front.get(
            "/api/v1/tasks/a%20b%2Fc?x=1&x=%C3%A4+2&y", "X-One", "1", "X-Correlation-Id", "abc");

    var event = event(response);
    assertThat(event.path("resource").asText()).isEqualTo("/api/v1/tasks/{id}");
    assertThat(event.path("path").asText()).isEqualTo("/api/v1/tasks/a%20b%2Fc");
    assertThat(event.path("httpMethod").asText()).isEqualTo("GET");
    assertThat(event.at("/pathParameters/id").asText()).isEqualTo("a b/c");
    assertThat(event.at("/queryStringParameters/x").asText()).isEqualTo("ä 2");
    assertThat(event.at("/multiValueQueryStringParameters/x").toString())
        .isEqualTo("[\"1\",\"ä 2\"]");
    assertThat(event.at("/queryStringParameters/y").asText()).isEmpty();
    assertThat(event.at("/headers/X-One").asText()).isEqualTo("1");
    assertThat(event.at("/multiValueHeaders/X-One/0").asText()).isEqualTo("1");
    assertThat(event.at("/headers/X-Amzn-Trace-Id").asText())
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    assertThat(event.at("/stageVariables/colour").asText()).isEqualTo("blue");
    assertThat(event.path("body").isNull()).isTrue();
    var context = event.path("requestContext");
    assertThat(context.path("stage").asText()).isEqualTo("live");
    assertThat(context.path("resourcePath").asText()).isEqualTo("/api/v1/tasks/{id}");
    assertThat(context.path("accountId").asText()).isEqualTo("000000000000");
    assertThat(context.at("/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.path("requestTime").asText())
        .matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:.* \\+0000");
    assertThat(context.path("requestId").asText())
        .isEqualTo(response.headers().firstValue("x-amzn-RequestId").orElseThrow());
  }

  @Test
  void saysNullWhereThereIsNothing() {
    var event = event(front.get("/api/v1/tasks"));

    assertThat(event.path("pathParameters").isNull()).isTrue();
    assertThat(event.path("queryStringParameters").isNull()).isTrue();
    assertThat(event.path("multiValueQueryStringParameters").isNull()).isTrue();
  }

  @Test
  void takesALiteralPathBeforeAParameterAndFallsBackWhenItHasNotTheMethod() {
    var literal = event(front.get("/api/v1/tasks/search?q=x", "X-Tenant", "t"));
    var fallback =
        event(front.send(HttpRequest.newBuilder(front.uri("/api/v1/tasks/search")).DELETE()));

    assertThat(literal.path("resource").asText()).isEqualTo("/api/v1/tasks/search");
    assertThat(fallback.path("resource").asText()).isEqualTo("/api/v1/tasks/{id}");
    assertThat(fallback.at("/pathParameters/id").asText()).isEqualTo("search");
  }

  @Test
  void takesTheRestOfThePathAsAGreedyParameter() {
    var event = event(front.get("/files/a/b/c"));

    assertThat(event.path("resource").asText()).isEqualTo("/files/{path+}");
    assertThat(event.at("/pathParameters/path").asText()).isEqualTo("a/b/c");
  }

  @Test
  void servesSeveralApisUnderOneAddress() {
    var event = event(front.get("/p2"));

    assertThat(event.path("resource").asText()).isEqualTo("/p2");
  }

  @Test
  void answersAnUnknownRouteOrMethodByTheDocumentsGatewayResponse() {
    var route = front.get("/api/v1/nothing", "Origin", "https://example.org");
    var method = front.send(HttpRequest.newBuilder(front.uri("/api/v1/tasks")).DELETE());

    assertThat(route.statusCode()).isEqualTo(404);
    var error = json(route.body()).path("error");
    assertThat(error.path("message").asText()).isEqualTo("Missing Authentication Token");
    assertThat(route.headers().firstValue("X-Correlation-Id"))
        .contains(error.path("correlationId").asText());
    assertThat(route.headers().firstValue("X-Colour")).contains("blue");
    assertThat(route.headers().firstValue("X-Fixed")).contains("fixed");
    assertThat(route.headers().firstValue("X-Origin")).contains("https://example.org");
    assertThat(method.statusCode()).isEqualTo(404);
    assertThat(method.headers().firstValue("X-Origin")).isEmpty();
  }

  @Test
  void asksForRequiredParameters() {
    var response = front.get("/api/v1/tasks/search?q=");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response.body()).path("message").asText())
        .isEqualTo("Missing required request parameters: [X-Tenant, q]");
  }

  @Test
  void checksABodyAgainstItsModel() {
    var good =
        front.post("/api/v1/tasks", "application/json; charset=utf-8", bytes("{\"title\":\"ok\"}"));
    var missing = front.post("/api/v1/tasks", "application/json", bytes("{}"));
    var tooLong =
        front.post(
            "/api/v1/tasks",
            "application/json",
            bytes("{\"title\":\"123456\",\"place\":-1,\"x\":1}"));
    var broken = front.post("/api/v1/tasks", "application/json", bytes("{\"title\":"));
    var empty = front.post("/api/v1/tasks", "application/json", bytes(""));

    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(json(missing.body()).path("message").asText()).isEqualTo("Invalid request body");
    assertThat(json(missing.body()).path("why").asText()).isEqualTo("[the body has no title]");
    assertThat(json(tooLong.body()).path("why").asText())
        .contains("/title has more than 5", "/place is below 0", "unknown member x");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(empty.statusCode()).isEqualTo(400);
  }

  @Test
  void leavesABodyOfAnotherMediaTypeToTheFunction() {
    var response = front.post("/api/v1/tasks", "text/plain", bytes("hello"));

    assertThat(event(response).path("body").asText()).isEqualTo("hello");
  }

  @Test
  void passesTextAsItIsAndBinaryTypesAsBase64() {
    var text = front.post("/files/a", "text/plain", bytes("日本語 🙂"));
    var binary = front.post("/files/a", "image/png", new byte[] {0, 1, (byte) 255});
    var noText = front.post("/files/a", "text/plain", new byte[] {'a', (byte) 0xff});

    assertThat(event(text).path("body").asText()).isEqualTo("日本語 🙂");
    assertThat(event(text).path("isBase64Encoded").asBoolean()).isFalse();
    assertThat(event(binary).path("body").asText()).isEqualTo("AAH/");
    assertThat(event(binary).path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(noText.statusCode()).isEqualTo(400);
  }

  @Test
  void answersHeadersCookiesAndBinaryBodiesOfTheFunction() {
    var cookies = front.get("/api/v1/tasks?do=cookies");
    var binary = front.get("/api/v1/tasks?do=binary", "Accept", "image/png");
    var base64 = front.get("/api/v1/tasks?do=binary", "Accept", "text/html");
    var challenge = front.get("/api/v1/tasks?do=unauthenticated");

    assertThat(cookies.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(cookies.headers().firstValue("X-One")).contains("a");
    assertThat(cookies.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(binary.headers().firstValue("Content-Length")).contains("4");
    assertThat(base64.body()).isEqualTo("AAEC/w==");
    assertThat(challenge.statusCode()).isEqualTo(401);
    assertThat(challenge.headers().firstValue("x-amzn-Remapped-WWW-Authenticate"))
        .contains("Bearer");
  }

  @Test
  void answers502WhenTheFunctionFailsOrAnswersNothingOfUse() {
    for (var what : new String[] {"throw", "malformed", "list", "large"}) {
      var response = front.get("/api/v1/tasks?do=" + what);

      assertThat(response.statusCode()).as(what).isEqualTo(502);
      assertThat(response.body()).as(what).isEqualTo("{\"ours\":\"Internal server error\"}");
    }
  }

  @Test
  void answers502WhenTheFunctionTakesItsWholeTimeAnd504WhenTheGatewayDoesNotWaitThatLong() {
    var function = front.get("/api/v1/tasks?do=sleep");
    var gateway = front.get("/api/v1/slow?do=sleep");

    assertThat(function.statusCode()).isEqualTo(502);
    assertThat(gateway.statusCode()).isEqualTo(504);
    assertThat(gateway.body()).isEqualTo("{\"ours\":\"Endpoint request timed out\"}");
  }

  @Test
  void answersABodyThatIsTooLargeForTheGatewayOrTheFunction() {
    var gateway = front.post("/files/a", "text/plain", new byte[Gateway.MAX_REQUEST + 1]);
    var function = front.post("/files/a", "text/plain", bytes("x".repeat(7 * 1024 * 1024)));

    assertThat(gateway.statusCode()).isEqualTo(413);
    assertThat(gateway.body()).contains("PAYLOAD_TOO_LARGE");
    assertThat(function.statusCode()).isEqualTo(413);
  }

  @Test
  void refusesToInvokeAFunctionThatGivesApiGatewayNoPermission(@TempDir Path directory)
      throws IOException {
    try (var forbidden = new TestingFront(directory, false, Documents.TASKS)) {
      var response = forbidden.get("/api/v1/tasks");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("{\"ours\":\"Internal server error\"}");
    }
  }

  @Test
  void tellsAboutEachRequestWithTheCorrelationIdOfItsAnswer() {
    front.get("/api/v1/tasks/told", "X-Correlation-Id", "told-1");

    assertThat(front.served)
        .anySatisfy(request -> {
          assertThat(request.path()).isEqualTo("/api/v1/tasks/told");
          assertThat(request.status()).isEqualTo(200);
          assertThat(request.correlationId()).isEqualTo("told-1");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/tasks/dG9rZW4-dG9rZW4tdG9rZW4tdG9rZW4tdG9rZW4, /api/v1/tasks/***",
    "/nowhere/dG9rZW4%2DdG9rZW4tdG9rZW4, /nowhere/***",
    "/api/v1/tasks/0199f0a5-7b2e-7c11-8f00-3a5b1c2d3e4f, /api/v1/tasks/0199f0a5-7b2e-7c11-8f00-3a5b1c2d3e4f",
    "/api/v1/tasks/organization.member_invited, /api/v1/tasks/organization.member_invited"
  })
  void leavesOutOfWhatItTellsWhatCouldBeAToken(String path, String logged) {
    var correlationId = UUID.randomUUID().toString();

    front.get(path, "X-Correlation-Id", correlationId);

    assertThat(front.served).extracting(ServedRequest::path).contains(logged);
    assertThat(front.served)
        .extracting(ServedRequest::path)
        .noneMatch(each -> each.contains("dG9rZW4"));
  }

  @Test
  void serves64ClientsAtOnceWithoutAnError() throws Exception {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Integer>>();
      for (var client = 0; client < 64; client++) {
        answers.add(clients.submit(() -> highestStatusOf(20)));
      }

      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(204);
      }
    }
  }

  /// The highest status of so many requests in a row.
  private static int highestStatusOf(int requests) {
    return IntStream.range(0, requests)
        .map(_ -> front.get("/api/v1/tasks?do=nothing").statusCode())
        .max()
        .orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
