package dev.cellwright.localcell.cell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.localcell.testing.TestingCell;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCellTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path directory;
  private static LocalCell cell;

  @BeforeAll
  static void start(@TempDir Path temporary) {
    directory = temporary;
    cell =
        LocalCell.start(
            LocalCell.Settings.forgetting(TestingCell.write(temporary), TestingCell.NAME));
  }

  @AfterAll
  static void stop() {
    cell.close();
  }

  @Test
  void servesTheRoutesOfTheTemplate() throws Exception {
    var response = get("/api/v1/tasks?x=1");

    assertThat(response.statusCode()).isEqualTo(200);
    var event = JSON.readTree(Base64.getDecoder().decode(response.body()));
    assertThat(event.path("resource").asText()).isEqualTo("/api/v1/tasks");
    assertThat(event.at("/requestContext/stage").asText()).isEqualTo("live");
  }

  @Test
  void givesFunctionsTheEnvironmentOfTheTemplateAndOfLambda() throws Exception {
    var environment = get("/api/v1/tasks?do=environment").body();

    assertThat(environment)
        .contains(
            "MASTER=arn:aws:secretsmanager:us-east-1:000000000000:secret:acme-dev/database/master-")
        .contains("MIGRATION=7")
        .contains("AWS_REGION=us-east-1")
        .contains("AWS_LAMBDA_FUNCTION_NAME=acme-dev-tasks")
        .contains("AWS_LAMBDA_FUNCTION_VERSION=1")
        .contains("AWS_ACCESS_KEY_ID=")
        .contains("AWS_ENDPOINT_URL_RDS_DATA=http://127.0.0.1:")
        .contains("AWS_ENDPOINT_URL_SECRETS_MANAGER=http://127.0.0.1:")
        .contains("AWS_ENDPOINT_URL_SESV2=http://127.0.0.1:")
        .contains("AWS_ENDPOINT_URL_S3=http://127.0.0.1:");
  }

  @Test
  void runsTheMigrationAsCloudFormationWould() throws Exception {
    var events = Files.readAllLines(TestingCell.journal(directory));

    assertThat(events).hasSize(1);
    var event = JSON.readTree(events.getFirst());
    assertThat(event.path("RequestType").asText()).isEqualTo("Create");
    assertThat(event.at("/ResourceProperties/modules").asText()).isEqualTo("tasks");
    assertThat(event.at("/ResourceProperties/count").isTextual()).isTrue();
  }

  @Test
  void refusesAMethodWithoutAPermissionOfTheFunction() throws Exception {
    var response = get("/api/v1/forbidden");

    assertThat(response.statusCode()).isEqualTo(500);
  }

  @Test
  void answersTheCallsOfARequestByItsCorrelationId() throws Exception {
    send("/api/v1/tasks", HttpRequest.newBuilder().header("X-Correlation-Id", "seen-1"));

    var known = get("/_cell/requests/seen-1");
    var unknown = get("/_cell/requests/never");

    assertThat(json(known)).isEqualTo(JSON.readTree("{\"calls\":[]}"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).at("/error/code").asText()).isEqualTo("NOT_FOUND");
  }

  @Test
  void showsTheCellOnAPage() throws Exception {
    get("/api/v1/tasks/%3Cscript%3E");

    var page = get("/_cell/");

    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("acme-dev-tasks", "/api/v1/forbidden", "secretsmanager:GetSecretValue")
        .contains("acme-dev-files")
        .doesNotContain("<script>");
  }

  @Test
  void saysThatAClockCanNotBeMovedWithoutTheCoresMigrations() throws Exception {
    var now = get("/_cell/clock");
    var moved = post("/_cell/clock", "{\"advance\":\"PT5M\"}");

    assertThat(json(now).path("offset").asText()).isEqualTo("PT0S");
    assertThat(moved.statusCode()).isEqualTo(409);
  }

  @Test
  void refusesWhatTheConsoleDoesNotKnow() throws Exception {
    assertThat(post("/_cell/clock", "{\"advance\":\"-PT5M\"}").statusCode()).isEqualTo(400);
    assertThat(post("/_cell/clock", "{\"advance\":\"soon\"}").statusCode()).isEqualTo(400);
    assertThat(post("/_cell/clock", "{\"back\":1}").statusCode()).isEqualTo(400);
    assertThat(post("/_cell/clock", "nonsense").statusCode()).isEqualTo(400);
    assertThat(post("/_cell/faults", "{\"service\":\"kms\",\"kind\":\"explode\"}").statusCode())
        .isEqualTo(400);
    assertThat(post("/_cell/faults", "{\"kind\":\"fail\"}").statusCode()).isEqualTo(400);
    assertThat(
            post("/_cell/faults", "{\"service\":\"kms\",\"kind\":\"fail\",\"times\":0}")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            post("/_cell/faults", "{\"service\":\"kms\",\"kind\":\"fail\",\"times\":1.5}")
                .statusCode())
        .isEqualTo(400);
    assertThat(post("/_cell/faults", "{\"service\":\"dynamodb\",\"kind\":\"fail\"}").body())
        .contains("there is no service dynamodb: known are events", "scheduler");
    assertThat(
            post("/_cell/faults", "{\"service\":\"kms\",\"operation\":\"Shred\",\"kind\":\"fail\"}")
                .body())
        .contains("there is no operation of kms Shred: known are ");
    assertThat(
            post(
                    "/_cell/faults",
                    "{\"service\":\"kms\",\"caller\":\"acme-dev-none\",\"kind\":\"fail\"}")
                .body())
        .contains("there is no caller acme-dev-none: known are acme-dev-migrate, acme-dev-tasks");
    assertThat(post("/_cell/", "{}").statusCode()).isEqualTo(405);
    assertThat(get("/_cell/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void showsNoMailAsLongAsNobodySentAny() throws Exception {
    assertThat(json(get("/_cell/mail"))).isEqualTo(JSON.readTree("[]"));
    assertThat(json(get("/_cell/mail?to=anna%40example.com"))).isEqualTo(JSON.readTree("[]"));
    assertThat(get("/_cell/mail?from=anna").statusCode()).isEqualTo(400);
    assertThat(get("/_cell/mail?to=anna&to=berta").statusCode()).isEqualTo(400);
    assertThat(post("/_cell/mail", "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void takesAFaultTellsOfItAndForgetsIt() throws Exception {
    var response =
        post(
            "/_cell/faults",
            "{\"service\":\"kms\",\"operation\":\"Sign\",\"kind\":\"throttle\",\"times\":2,"
                + "\"caller\":\"acme-dev-tasks\"}");
    var told = json(get("/_cell/faults"));
    var page = get("/_cell/").body();
    var forgotten = json(send("/_cell/faults", HttpRequest.newBuilder().DELETE()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(told.at("/waiting/0/times").asInt()).isEqualTo(2);
    assertThat(told.at("/services/lambda/0").asText()).isEqualTo("Invoke");
    assertThat(page).contains("Faults that wait (1)");
    assertThat(forgotten.path("waiting")).isEmpty();
  }

  @Test
  void aFunctionCanBeMadeToFail() throws Exception {
    post(
        "/_cell/faults",
        "{\"service\":\"lambda\",\"caller\":\"acme-dev-tasks\",\"kind\":\"fail\"}");

    assertThat(get("/api/v1/tasks").statusCode()).isEqualTo(502);
    assertThat(get("/api/v1/tasks").statusCode()).isEqualTo(200);
  }

  @Test
  void letsNoPageOfAnotherOriginChangeTheCell() throws Exception {
    var sent =
        send(
            "/_cell/faults",
            HttpRequest.newBuilder()
                .header("Origin", "http://evil.example")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"service\":\"kms\",\"kind\":\"fail\"}")));

    assertThat(sent.statusCode()).isEqualTo(403);
    assertThat(json(get("/_cell/faults")).path("waiting")).isEmpty();
  }

  /// As the kernel has it: the sockets of this process that listen, with the addresses they are
  /// bound to.
  @Test
  void listensOnThisMachineOnly() throws Exception {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    get("/api/v1/tasks");
    var own = new HashSet<String>();
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (var each : descriptors.toList()) {
        try {
          own.add(Files.readSymbolicLink(each).toString());
        } catch (NoSuchFileException _) {
          // closed meanwhile
        }
      }
    }

    var bound = new ArrayList<String>();
    for (var table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (var line : Files.readAllLines(Path.of(table))) {
        var columns = line.strip().split("\\s+");
        if (columns[3].equals("0A") && own.contains("socket:[" + columns[9] + "]")) {
          bound.add(columns[1].substring(0, columns[1].indexOf(':')));
        }
      }
    }
    // The gateway and the AWS front, perhaps of other tests too; 127.0.0.1 in IPv4 and in IPv6.
    assertThat(bound).hasSizeGreaterThanOrEqualTo(2);
    assertThat(bound).isSubsetOf("0100007F", "0000000000000000FFFF00000100007F");
  }

  @Test
  void isReadByNoNameThatWasMadeToMeanThisMachine() throws Exception {
    try (var socket = new Socket("127.0.0.1", cell.uri().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /_cell/mail HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(UTF_8));

      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 403").contains("127.0.0.1 and localhost only");
    }
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(path, HttpRequest.newBuilder());
  }

  private static HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(
        path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body, UTF_8)));
  }

  private static HttpResponse<String> send(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request.uri(cell.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
