package dev.cellwright.localcell.sqs;

import static dev.cellwright.localcell.sqs.TestingQueue.SQS;
import static dev.cellwright.localcell.sqs.TestingQueue.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.localcell.aws.Call;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.aws.Trace;
import dev.cellwright.localcell.lambda.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// How messages reach a function, and what its answer does to them.
class SourceMappingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestingAws aws = TestingAws.usual();
  private final TestingQueue queue =
      new TestingQueue(QueueSettings.USUAL.withVisibilityTimeout(Duration.ofSeconds(1)));
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final List<String> traces = new CopyOnWriteArrayList<>();
  private final List<SourceMapping> mappings = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    mappings.forEach(SourceMapping::close);
  }

  @Test
  void theEventHasLambdasShape() {
    start(answering("{}"));

    SQS.sendMessage(request ->
        request
            .queueUrl(queue.url())
            .messageBody("hello")
            .messageGroupId("acme")
            .messageAttributes(
                Map.of(
                    "kind",
                    MessageAttributeValue.builder().dataType("String").stringValue("x").build())));

    until(() -> !events.isEmpty());
    var record = events.getFirst().at("/Records/0");
    assertThat(record.path("body").asText()).isEqualTo("hello");
    assertThat(record.path("md5OfBody").asText()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(record.path("eventSource").asText()).isEqualTo("aws:sqs");
    assertThat(record.path("eventSourceARN").asText()).isEqualTo(queue.arn());
    assertThat(record.path("awsRegion").asText()).isEqualTo(TestingAws.REGION);
    assertThat(record.at("/attributes/MessageGroupId").asText()).isEqualTo("acme");
    assertThat(record.at("/attributes/ApproximateReceiveCount").asText()).isEqualTo("1");
    assertThat(record.at("/messageAttributes/kind/stringValue").asText()).isEqualTo("x");
    assertThat(record.at("/messageAttributes/kind/dataType").asText()).isEqualTo("String");
    assertThat(record.path("messageId").asText()).isNotEmpty();
    assertThat(record.path("receiptHandle").asText()).isNotEmpty();
    until(() -> queue.bodies().isEmpty());
  }

  @Test
  void onlyWhatFailedComesAgain() {
    start((event, _, _) -> {
      keep(event);
      for (var record : events.getLast().path("Records")) {
        if (record.path("body").asText().equals("bad")) {
          return answer(
              "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
                  .formatted(record.path("messageId").asText()));
        }
      }
      return answer("{\"batchItemFailures\":[]}");
    });

    queue.send("good");
    queue.send("bad");
    queue.send("good");

    until(() -> timesSeen("bad") >= 2);
    assertThat(timesSeen("good")).isEqualTo(2);
    assertThat(queue.bodies()).containsExactly("bad");
  }

  @Test
  void aMalformedAnswerFailsAll() {
    var answers =
        List.of(
            "no json",
            "[]",
            "{\"batchItemFailures\":{}}",
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"other\"}]}",
            "{\"batchItemFailures\":[{\"id\":\"x\"}]}");

    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(BatchAnswer.of(answer.getBytes(UTF_8), Set.of("id")))
                .isInstanceOf(BatchAnswer.Malformed.class));
    assertThat(List.of("", "{}", "null", "{\"batchItemFailures\":null}"))
        .allSatisfy(answer ->
            assertThat(BatchAnswer.of(answer.getBytes(UTF_8), Set.of("id")))
                .isEqualTo(new BatchAnswer.Failures(Set.of())));
  }

  @Test
  void aFailedInvocationDeletesNothing() {
    var calls = new AtomicInteger();
    start((event, _, _) -> {
      keep(event);
      return calls.incrementAndGet() == 1
          ? CompletableFuture.completedFuture(new Invocation.Failed("Error", "as told"))
          : answer("{}");
    });

    queue.send("once more");

    until(() -> timesSeen("once more") == 2);
    until(() -> queue.bodies().isEmpty());
    assertThat(events.getLast().at("/Records/0/attributes/ApproximateReceiveCount").asText())
        .isEqualTo("2");
  }

  @Test
  void noMoreThanTheConcurrencyIsAtTheFunction() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var gate = new CountDownLatch(1);
    mappings.add(
        SourceMapping.start(
            aws.front().queues(),
            new SourceMapping.Settings(queue.arn(), 1, Duration.ZERO, 2, false),
            (event, _, _) -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              return CompletableFuture.supplyAsync(
                  () -> {
                    await(gate);
                    keep(event);
                    running.decrementAndGet();
                    return new Invocation.Answered(new byte[0]);
                  },
                  Thread::startVirtualThread);
            },
            aws.calls()));

    IntStream.range(0, 6).forEach(i -> queue.send("m" + i));
    until(() -> running.get() == 2);
    gate.countDown();

    until(() -> queue.bodies().isEmpty());
    assertThat(most).hasValue(2);
  }

  @Test
  void aWindowCollectsABatch() {
    mappings.add(
        SourceMapping.start(
            aws.front().queues(),
            new SourceMapping.Settings(queue.arn(), 3, Duration.ofSeconds(20), 2, false),
            answering("{}"),
            aws.calls()));

    queue.send("one");
    queue.send("two");
    queue.send("three");

    until(() -> !events.isEmpty());
    assertThat(events.getFirst().path("Records")).hasSize(3);
  }

  @Test
  void messagesThatLambdaCanNotCarryAtOnceComeInTwo() {
    var large = "x".repeat(QueueSettings.LARGEST_MESSAGE);
    IntStream.range(0, 7).forEach(_ -> queue.send(large));

    start(answering("{}"));

    until(() -> queue.bodies().isEmpty());
    assertThat(events).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void theFunctionsCallsAreCausedByTheRequestThatSent() {
    start(answering("{}"));

    SQS.sendMessage(request ->
        request
            .queueUrl(queue.url())
            .messageBody("x")
            .overrideConfiguration(c -> c.putHeader("X-Amzn-Trace-Id", "Root=1-request")));
    until(() -> !traces.isEmpty());
    var root = Trace.rootOf(traces.getFirst());
    aws.calls().record(String.valueOf(root), new Call("kms", "Sign", Instant.EPOCH, 1, "ok"));

    assertThat(aws.calls().of("1-request"))
        .extracting(Call::operation)
        .containsExactly("SendMessage");
    assertThat(aws.calls().causedBy("1-request"))
        .extracting(Call::operation)
        .containsExactly("Sign");
  }

  @Test
  void closingEndsSoon() {
    start((_, _, _) -> new CompletableFuture<>());
    queue.send("never done");
    until(() -> queue.receive(1).isEmpty());

    var before = System.nanoTime();
    mappings.removeFirst().close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2_500));
    assertThat(queue.bodies()).containsExactly("never done");
  }

  private void start(SourceMapping.Function function) {
    mappings.add(
        SourceMapping.start(
            aws.front().queues(),
            new SourceMapping.Settings(queue.arn(), 10, Duration.ZERO, 5, true),
            function,
            aws.calls()));
  }

  private SourceMapping.Function answering(String payload) {
    return (event, _, trace) -> {
      traces.add(trace);
      keep(event);
      return answer(payload);
    };
  }

  private void keep(byte[] event) {
    try {
      events.add(JSON.readTree(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long timesSeen(String body) {
    return events.stream()
        .flatMap(each -> each.path("Records").valueStream())
        .filter(each -> each.path("body").asText().equals(body))
        .count();
  }

  private static CompletableFuture<Invocation> answer(String payload) {
    return CompletableFuture.completedFuture(new Invocation.Answered(payload.getBytes(UTF_8)));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
