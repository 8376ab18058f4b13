package dev.cellwright.localcell.sqs;

import static dev.cellwright.localcell.sqs.TestingQueue.SQS;
import static dev.cellwright.localcell.sqs.TestingQueue.until;

import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.lambda.Invocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// How fast the queues are, through the real client and without fsync. It runs when it is asked
/// for: `-Dtest=QueueBench`.
class QueueBench {
  private static final int MESSAGES = 10_000;
  private static final int CLIENTS = 4;

  private final TestingAws aws = TestingAws.usual();
  private final TestingQueue queue = TestingQueue.usual();

  @Test
  void batchesInAndOut() {
    for (var run = 0; run < 2; run++) { // the first warms up
      report("sent", timed(this::sendAll));
      var received = new AtomicInteger();
      report("received and deleted", timed(() -> receiveAll(received)));
      System.out.println(received + " messages");
    }
  }

  @Test
  void aMessageToAnIdleFunction() {
    var arrivedAt = new AtomicLong();
    var mapping =
        SourceMapping.start(
            aws.front().queues(),
            new SourceMapping.Settings(queue.arn(), 10, Duration.ZERO, 2, true),
            (_, _, _) -> {
              arrivedAt.set(System.nanoTime());
              return CompletableFuture.completedFuture(new Invocation.Answered(new byte[0]));
            },
            aws.calls());
    var micros = new ArrayList<Long>();
    for (var i = 0; i < 300; i++) {
      arrivedAt.set(0);
      var start = System.nanoTime();
      queue.send("m" + i);
      until(() -> arrivedAt.get() != 0);
      micros.add((arrivedAt.get() - start) / 1000);
    }
    mapping.close();
    var sorted = micros.stream().skip(100).sorted().toList();
    System.out.printf(
        "send to function: median %d µs, p95 %d µs%n",
        sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 95 / 100));
  }

  @Test
  void theOneMessageBehindAFlood() throws Exception {
    var queues = aws.front().queues();
    var flood =
        IntStream.range(0, MESSAGES)
            .mapToObj(i -> Outgoing.of("m" + i, "bench", "loud", null))
            .toList();
    queues.send(queues.queue(queue.arn()), flood);
    queue.receive(10);
    queue.send("the one", "quiet");
    var start = System.nanoTime();
    var first = queue.receive(1).getFirst().body();
    System.out.printf("behind a flood: %s after %d µs%n", first, micros(start));
    for (var group = 0; group < 1_000; group++) {
      queues.send(queue.arn(), Outgoing.of("m", "bench", "group " + group, null));
    }
    var again = System.nanoTime();
    queue.receive(10);
    System.out.printf("a receive among 1000 groups: %d µs%n", micros(again));
  }

  @Test
  void eventsToAQueue() {
    var bus = queue.name();
    aws.front().buses().create(bus);
    aws.front().buses().rule(bus, "all", "{\"source\":[\"s\"]}", queue.arn(), "$.detail.of");
    var events = aws.client(EventBridgeClient.builder(), aws.everything());
    var ten =
        IntStream.range(0, 10)
            .mapToObj(i ->
                PutEventsRequestEntry.builder()
                    .eventBusName(bus)
                    .source("s")
                    .detailType("t")
                    .detail("{\"of\":\"g%d\"}".formatted(i))
                    .build())
            .toList();
    for (var run = 0; run < 2; run++) {
      report(
          "events published",
          timed(() ->
              IntStream.range(0, MESSAGES / 10 / CLIENTS)
                  .forEach(_ -> events.putEvents(request -> request.entries(ten)))));
    }
  }

  private void sendAll() {
    for (var batch = 0; batch < MESSAGES / 10 / CLIENTS; batch++) {
      List<SendMessageBatchRequestEntry> entries =
          IntStream.range(0, 10)
              .mapToObj(i ->
                  SendMessageBatchRequestEntry.builder()
                      .id("e" + i)
                      .messageBody("body " + i)
                      .messageGroupId("g" + i)
                      .build())
              .toList();
      SQS.sendMessageBatch(request -> request.queueUrl(queue.url()).entries(entries));
    }
  }

  private void receiveAll(AtomicInteger received) {
    for (var got = queue.receive(10); !got.isEmpty(); got = queue.receive(10)) {
      received.addAndGet(got.size());
      var entries =
          got.stream()
              .map(each ->
                  DeleteMessageBatchRequestEntry.builder()
                      .id(each.messageId())
                      .receiptHandle(each.receiptHandle())
                      .build())
              .toList();
      SQS.deleteMessageBatch(request -> request.queueUrl(queue.url()).entries(entries));
    }
  }

  /// Runs it in several threads at once.
  private static Duration timed(Runnable work) {
    var start = System.nanoTime();
    var threads = Stream.generate(() -> Thread.ofVirtual().start(work)).limit(CLIENTS).toList();
    for (var each : threads) {
      try {
        each.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void report(String what, Duration took) {
    System.out.printf("%s: %.0f a second%n", what, MESSAGES / (took.toNanos() / 1e9));
  }

  private static long micros(long since) {
    return (System.nanoTime() - since) / 1000;
  }
}
