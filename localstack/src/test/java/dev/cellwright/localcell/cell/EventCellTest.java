package dev.cellwright.localcell.cell;

import static dev.cellwright.localcell.sqs.TestingQueue.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.localcell.testing.TestingEventCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/// A whole cell with events, from its template.
class EventCellTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path directory;
  private static LocalCell cell;

  @BeforeAll
  static void start(@TempDir Path temporary) {
    directory = temporary;
    cell =
        LocalCell.start(
            LocalCell.Settings.forgetting(
                TestingEventCell.write(temporary), TestingEventCell.NAME));
  }

  @AfterAll
  static void stop() {
    cell.close();
  }

  @Test
  void anEventOfARequestReachesTheFunctionBehindTheQueue() throws Exception {
    var trace = traceOf("request-1");

    put(trace, "task.completed", "{\"organization\":\"acme\",\"n\":1}");
    put(trace, "board.made", "{}");
    until(() -> inbox().stream().anyMatch(each -> each.contains("task.completed")));

    var line = inbox().stream().filter(each -> each.contains("task.completed")).findFirst();
    var event = JSON.readTree(line.orElseThrow().split(" ", 2)[1]);
    var record = event.at("/Records/0");
    assertThat(record.at("/attributes/MessageGroupId").asText()).isEqualTo("acme");
    assertThat(record.at("/attributes/AWSTraceHeader").asText()).isEqualTo(trace);
    assertThat(JSON.readTree(record.path("body").asText()).at("/detail/n").asInt()).isEqualTo(1);
    assertThat(inbox()).noneMatch(each -> each.contains("board.made"));
  }

  @Test
  void theConsoleTellsWhatARequestSetOff() throws Exception {
    var trace = traceOf("request-2");
    put(trace, "task.moved", "{}");
    until(() -> inbox().stream().anyMatch(each -> each.contains("task.moved")));
    var effect =
        inbox().stream().filter(each -> each.contains("task.moved")).findFirst().orElseThrow();
    put(effect.split(" ", 2)[0], "board.archived", "{}");

    var own = json(get("/_cell/requests/request-2")).path("calls");
    var all = json(get("/_cell/requests/request-2?caused=true")).path("calls");

    assertThat(own).hasSize(1);
    assertThat(all).hasSize(2);
    assertThat(all.path(1).path("operation").asText()).isEqualTo("PutEvents");
    assertThat(all.path(1).path("caused").asBoolean()).isTrue();
    assertThat(get("/_cell/requests/request-2?caused=perhaps").statusCode()).isEqualTo(400);
  }

  @Test
  void theConsoleTellsTheLastEventsAndWhoTookThem() throws Exception {
    put("Root=1-any", "task.seen", "{\"x\":1}");

    var events = json(get("/_cell/events"));

    var seen =
        events
            .valueStream()
            .filter(each -> each.at("/event/detail-type").asText().equals("task.seen"))
            .findFirst()
            .orElseThrow();
    assertThat(seen.path("bus").asText()).isEqualTo("acme-events");
    assertThat(seen.at("/takers/0/rule").asText()).isEqualTo("to-tasks");
    assertThat(seen.at("/takers/0/result").asText()).isEqualTo("delivered");
  }

  @Test
  void thePageShowsQueuesRulesAndSchedules() throws Exception {
    var page = get("/_cell/").body();

    assertThat(page)
        .contains("acme-events-tasks", "0 in acme-events-dead", "to-tasks", "nightly")
        .contains("<a href=\"/_cell/queues/acme-events-dead\">acme-events-dead</a>")
        .contains("cron(0 3 * * ? *) Europe/Berlin");
  }

  @Test
  void onlyADeadLetterQueueIsRedriven() throws Exception {
    assertThat(json(post("/_cell/queues/acme-events-dead/redrive")))
        .isEqualTo(JSON.readTree("{\"moved\":0,\"left\":0}"));
    assertThat(post("/_cell/queues/acme-events-tasks/redrive").statusCode()).isEqualTo(409);
    assertThat(post("/_cell/queues/none/redrive").statusCode()).isEqualTo(404);
    assertThat(get("/_cell/queues/acme-events-dead/redrive").statusCode()).isEqualTo(405);
  }

  @Test
  void functionsGetTheirQueueAndTheWayThere() throws Exception {
    var environment = get("/web?do=environment").body();

    assertThat(environment)
        .contains("QUEUE_URL=https://sqs.us-east-1.amazonaws.com/000000000000/acme-events-tasks")
        .contains("BUS=acme-events")
        .contains("AWS_ENDPOINT_URL_SQS=http://127.0.0.1:")
        .contains("AWS_ENDPOINT_URL_EVENTBRIDGE=http://127.0.0.1:");
  }

  @Test
  void aTemplateThatAwsWouldRefuseStopsTheStart(@TempDir Path other) {
    assertRefused(other, "\"sqs:ReceiveMessage\"", "CONSUME", "\"sqs:SendMessage\"");
    assertRefused(
        other,
        "visibility timeout of 5 s",
        "\"VisibilityTimeout\": 60",
        "\"VisibilityTimeout\": 5");
    assertRefused(
        other,
        "FIFO",
        "\"QueueName\": \"acme-events-dead\"",
        "\"QueueName\": \"dead.fifo\", \"FifoQueue\": true");
    assertRefused(
        other,
        "FilterCriteria",
        "\"BatchSize\": 10",
        "\"BatchSize\": 10, \"FilterCriteria\": {\"Filters\": []}");
    assertRefused(other, "rate(0 minutes)", "SCHEDULE", "rate(0 minutes)");
    assertRefused(
        other,
        "does not allow sqs:SendMessage",
        "\"Action\": \"sqs:SendMessage\", \"Resource\"",
        "\"Action\": \"sqs:DeleteMessage\", \"Resource\"");
  }

  private static void assertRefused(Path other, String reason, String part, String by) {
    var assembly = TestingEventCell.write(other, part, by);

    assertThatThrownBy(() ->
            LocalCell.start(LocalCell.Settings.forgetting(assembly, TestingEventCell.NAME)).close())
        .isInstanceOf(CellProblem.class)
        .hasMessageContaining(reason.replace("\"", ""));
  }

  /// Sends a request and answers its trace header, as the function saw it.
  private static String traceOf(String correlationId) throws Exception {
    var response =
        CLIENT.send(
            HttpRequest.newBuilder(cell.uri().resolve("/web"))
                .header("X-Correlation-Id", correlationId)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    var event = JSON.readTree(Base64.getDecoder().decode(response.body()));
    return event.at("/headers/X-Amzn-Trace-Id").asText();
  }

  private static void put(String trace, String type, String detail) throws Exception {
    try (var events = client()) {
      var answer =
          events.putEvents(request ->
              request
                  .overrideConfiguration(c -> c.putHeader("X-Amzn-Trace-Id", trace))
                  .entries(
                      PutEventsRequestEntry.builder()
                          .eventBusName("acme-events")
                          .source("acme")
                          .detailType(type)
                          .detail(detail)
                          .build()));
      assertThat(answer.failedEntryCount()).isZero();
    }
  }

  /// With the credentials that the function has.
  private static EventBridgeClient client() throws Exception {
    var environment = new HashMap<String, String>();
    var text = get("/web?do=environment").body();
    for (var each : text.substring(1, text.length() - 1).split(", ", -1)) {
      var parts = each.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    return EventBridgeClient.builder()
        .endpointOverride(URI.create(of(environment, "AWS_ENDPOINT_URL_EVENTBRIDGE")))
        .region(Region.of(of(environment, "AWS_REGION")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    of(environment, "AWS_ACCESS_KEY_ID"),
                    of(environment, "AWS_SECRET_ACCESS_KEY"),
                    of(environment, "AWS_SESSION_TOKEN"))))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static String of(Map<String, String> environment, String name) {
    return String.valueOf(environment.get(name));
  }

  private static List<String> inbox() {
    try {
      var file = TestingEventCell.inbox(directory);
      return Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(cell.uri().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(cell.uri().resolve(path))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
