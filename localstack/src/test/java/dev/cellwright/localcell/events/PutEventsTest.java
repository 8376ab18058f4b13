package dev.cellwright.localcell.events;

import static dev.cellwright.localcell.sqs.TestingQueue.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.contract.LocalContract;
import dev.cellwright.localcell.lambda.Invocation;
import dev.cellwright.localcell.sqs.Message;
import dev.cellwright.localcell.sqs.TestingQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/// From an event to those who hear of it, through the unchanged client.
class PutEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL = "{\"source\":[{\"prefix\":\"\"}]}";

  private final TestingAws aws = TestingAws.usual();
  private final EventBridgeClient events =
      aws.client(EventBridgeClient.builder(), aws.everything());
  private final Buses buses = aws.front().buses();
  private final String bus = "bus-" + UUID.randomUUID();
  private final TestingQueue queue = TestingQueue.usual();

  PutEventsTest() {
    buses.create(bus);
  }

  @AfterEach
  void noFaultIsLeft() {
    aws.faults().clear();
  }

  @Test
  void aTargetGetsTheWholeEnvelope() {
    buses.rule(bus, "all", ALL, queue.arn(), null);

    var answer =
        put(
            entry("tasks", "task.completed", "{\"id\": 1.50, \"of\": \"ü\"}")
                .resources("arn:x")
                .time(Instant.parse("2026-03-01T08:00:00.700Z"))
                .build());

    var body = queue.bodies().getFirst();
    var event = json(body);
    assertThat(answer.getFirst().eventId()).isEqualTo(event.path("id").asText());
    assertThat(event.path("version").asText()).isEqualTo("0");
    assertThat(event.path("source").asText()).isEqualTo("tasks");
    assertThat(event.path("detail-type").asText()).isEqualTo("task.completed");
    assertThat(event.path("account").asText()).isEqualTo(TestingAws.ACCOUNT);
    assertThat(event.path("region").asText()).isEqualTo(TestingAws.REGION);
    assertThat(event.path("time").asText()).isEqualTo("2026-03-01T08:00:00Z");
    assertThat(event.at("/resources/0").asText()).isEqualTo("arn:x");
    assertThat(body).endsWith("\"detail\":{\"id\": 1.50, \"of\": \"ü\"}}");
  }

  @Test
  void aRuleTakesWhatItsPatternMatches() {
    buses.rule(bus, "prefix", "{\"detail-type\":[{\"prefix\":\"task.\"}]}", queue.arn(), null);
    var others = TestingQueue.usual();
    buses.rule(
        bus,
        "others",
        "{\"source\":[{\"anything-but\":[\"tasks\"]}],\"detail\":{\"n\":[{\"numeric\":[\">\",5]}]}}",
        others.arn(),
        null);

    put(
        entry("tasks", "task.completed", "{\"n\":9}").build(),
        entry("boards", "board.made", "{\"n\":9}").build(),
        entry("boards", "board.made", "{\"n\":1}").build());

    assertThat(sources(queue)).containsExactly("tasks");
    assertThat(sources(others)).containsExactly("boards");
  }

  @Test
  void theGroupIsReadFromTheEvent() {
    buses.rule(bus, "by-path", ALL, queue.arn(), "$.detail.organization.id");

    put(
        entry("s", "t", "{\"organization\":{\"id\":\"acme\"}}").build(),
        entry("s", "t", "{\"organization\":{}}").build());

    assertThat(queue.peek()).extracting(Message::groupId).containsExactly("acme", null);
  }

  @Test
  void theTraceGoesOnToTheMessage() {
    buses.rule(bus, "all", ALL, queue.arn(), null);

    put(entry("s", "t", "{}").traceHeader("Root=1-of-the-entry").build());

    assertThat(queue.peek()).extracting(Message::trace).containsExactly("Root=1-of-the-entry");
  }

  @Test
  void aQueueThatDoesNotLetTheRuleSendGetsNothing() throws Exception {
    var arn = buses.ruleArn(bus, "unwelcome");
    var deadLetters = TestingQueue.usual();
    letSend(deadLetters, arn);
    buses.add(
        bus,
        new EventRule(
            "unwelcome",
            arn,
            ALL,
            true,
            List.of(new EventTarget(queue.arn(), null, new EventForm.Whole(), deadLetters.arn()))));
    letSend(queue, "arn:aws:events:eu-central-1:111122223333:rule/another");

    put(entry("s", "t", "{}").build());

    assertThat(queue.bodies()).isEmpty();
    assertThat(deadLetters.bodies()).hasSize(1);
    assertThat(deadLetters.peek().getFirst().attributes().json().toString())
        .contains("NO_PERMISSIONS");
    assertThat(taker(0).path("result").asText()).isEqualTo("NO_PERMISSIONS");
  }

  @Test
  void aTargetCanGetAPartOrATextMadeOfParts() {
    var arn = buses.ruleArn(bus, "formed");
    letSend(queue, arn);
    var transformer =
        new InputTransformer(
            Map.of("id", "$.detail.id", "all", "$.detail"),
            "{\"text\": \"task <id> of <aws.events.rule-name>\", \"detail\": <all>, \"id\": <id>}");
    buses.add(
        bus,
        new EventRule(
            "formed",
            arn,
            ALL,
            true,
            List.of(
                target(new EventForm.Part("$.detail")),
                target(new EventForm.Constant("{\"always\":1}")),
                target(new EventForm.Transformed(transformer)))));

    put(entry("s", "t", "{\"id\":\"a\\\"b\"}").build());

    assertThat(queue.bodies())
        .containsExactly(
            "{\"id\":\"a\\\"b\"}",
            "{\"always\":1}",
            "{\"text\": \"task a\\\"b of formed\", \"detail\": {\"id\":\"a\\\"b\"}, \"id\": \"a\\\"b\"}");
  }

  @Test
  void aFunctionIsInvokedWithTheEvent() throws Exception {
    var function = "arn:aws:lambda:eu-central-1:111122223333:function:f-" + bus;
    var got = new CopyOnWriteArrayList<String>();
    aws.front()
        .invocations()
        .start(
            function,
            (event, _, _) -> {
              got.add(new String(event, UTF_8));
              return CompletableFuture.completedFuture(new Invocation.Answered(new byte[0]));
            });
    buses.add(
        bus,
        new EventRule(
            "function",
            buses.ruleArn(bus, "function"),
            ALL,
            true,
            List.of(new EventTarget(function, null, new EventForm.Whole(), null))));

    put(entry("s", "t", "{\"n\":1}").build());

    until(() -> !got.isEmpty());
    assertThat(json(got.getFirst()).at("/detail/n").asInt()).isEqualTo(1);
  }

  @Test
  void badEntriesAreRefusedEachForItself() {
    buses.rule(bus, "all", ALL, queue.arn(), null);

    var answer =
        put(
            entry("", "t", "{}").build(),
            entry("s", "t", "no json").build(),
            entry("s", "t", "[]").build(),
            entry("aws.s3", "t", "{}").build(),
            entry("s", "t", "{}").build());

    assertThat(answer)
        .extracting(PutEventsResultEntry::errorCode)
        .containsExactly(
            "InvalidArgument",
            "MalformedDetail",
            "MalformedDetail",
            "NotAuthorizedForSourceException",
            null);
    assertThat(queue.bodies()).hasSize(1);
  }

  @Test
  @LocalContract
  void aRequestHasAtMostTenEntriesAndAMebibyte() {
    var eleven = IntStream.range(0, 11).mapToObj(_ -> entry("s", "t", "{}").build()).toList();
    var large = "{\"x\":\"" + "x".repeat(1024 * 1024) + "\"}";

    assertThatThrownBy(() -> events.putEvents(request -> request.entries(eleven)))
        .isInstanceOf(EventBridgeException.class);
    assertThatThrownBy(() -> put(entry("s", "t", large).build()))
        .hasMessageContaining("over the limit");
  }

  @Test
  void aBusThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> put(entry("s", "t", "{}").eventBusName("none").build()))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aRoleNeedsThePermissionOnThisBus() {
    var other =
        aws.client(
            EventBridgeClient.builder(),
            aws.credentials(
                """
                {"Statement": {"Effect": "Allow", "Action": "events:PutEvents", "Resource": "%s-other"}}\
                """
                    .formatted(bus)));

    assertThatThrownBy(
            () -> other.putEvents(request -> request.entries(entry("s", "t", "{}").build())))
        .isInstanceOf(EventBridgeException.class)
        .hasMessageContaining("not authorized to perform: events:PutEvents");
  }

  @Test
  void whatNobodyStandsInForIsRefused() {
    // The client would sign a global endpoint's calls otherwise, so that this one is asked
    // directly.
    var global = "{\"EndpointId\":\"abc.def\",\"Entries\":[]}".getBytes(UTF_8);
    assertThatThrownBy(() -> new PutEvents(buses).prepare(global, null))
        .hasMessageContaining("EndpointId");
    assertThatThrownBy(() -> events.putRule(request -> request.name("r").eventPattern(ALL)))
        .hasMessageContaining("PutRule");
    assertThatThrownBy(() -> buses.rule(bus, "bad", "{\"source\":\"text\"}", queue.arn(), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void faultsAreEventBridgesOwnErrors() {
    aws.faults().inject("events", "PutEvents", Faults.Kind.THROTTLE, 1);
    assertThatThrownBy(() -> put(entry("s", "t", "{}").build()))
        .isInstanceOfSatisfying(
            EventBridgeException.class, e -> assertThat(e.isThrottlingException()).isTrue());

    aws.faults().inject("events", null, Faults.Kind.FAIL, 1);
    assertThatThrownBy(() -> put(entry("s", "t", "{}").build()))
        .isInstanceOfSatisfying(
            EventBridgeException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
  }

  @Test
  void theLastEventsAreRememberedWithWhoTookThem() throws Exception {
    buses.rule(bus, "all", ALL, queue.arn(), null);

    put(entry("s", "remembered", "{}").build());

    var latest = buses.latest(1).getFirst();
    assertThat(latest.bus()).isEqualTo(bus);
    assertThat(latest.event().path("detail-type").asText()).isEqualTo("remembered");
    assertThat(taker(0).path("rule").asText()).isEqualTo("all");
    assertThat(taker(0).path("target").asText()).isEqualTo(queue.arn());
    assertThat(taker(0).path("result").asText()).isEqualTo("delivered");
  }

  private JsonNode taker(int index) {
    try {
      return buses.latest(1).getFirst().takers().path(index);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private EventTarget target(EventForm form) {
    return new EventTarget(queue.arn(), null, form, null);
  }

  private void letSend(TestingQueue to, String ruleArn) {
    aws.front()
        .queues()
        .allow(
            to.arn(),
            json(
                """
                {"Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%s",
                  "Principal": {"Service": "events.amazonaws.com"},
                  "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}]}
                """
                    .formatted(to.arn(), ruleArn)));
  }

  private List<PutEventsResultEntry> put(PutEventsRequestEntry... entries) {
    return events.putEvents(request -> request.entries(entries)).entries();
  }

  private PutEventsRequestEntry.Builder entry(String source, String type, String detail) {
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source(source)
        .detailType(type)
        .detail(detail);
  }

  private static List<String> sources(TestingQueue queue) {
    return queue.bodies().stream().map(body -> json(body).path("source").asText()).toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
