package dev.cellwright.localcell.sqs;

import static dev.cellwright.localcell.sqs.TestingQueue.SQS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.aws.TestingAws;
import java.util.HashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// Whose messages come first when a queue has those of many.
class FairQueueTest {
  private final TestingQueue queue = TestingQueue.usual();

  @Test
  void aFloodDoesNotHoldUpTheOneMessageOfAnother() throws Exception {
    var queues = TestingAws.usual().front().queues();
    var flood =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Outgoing.of("flood " + i, "tester", "loud", null))
            .toList();
    queues.send(queues.queue(queue.arn()), flood);
    queue.receive(10);
    queue.send("the one", "quiet");

    var next = queue.receive(1);

    assertThat(next.getFirst().body()).isEqualTo("the one");
  }

  @Test
  void groupsTakeTurnsInOneReceive() {
    for (var i = 0; i < 20; i++) {
      queue.send("loud " + i, "loud");
    }
    for (var i = 0; i < 3; i++) {
      queue.send("quiet " + i, "quiet");
    }

    var received = queue.receive(6);

    var groups = new HashMap<String, Integer>();
    received.forEach(each -> groups.merge(each.body().split(" ", -1)[0], 1, Integer::sum));
    assertThat(groups).containsEntry("loud", 3).containsEntry("quiet", 3);
  }

  @Test
  void whatIsOfNobodyComesToo() {
    queue.send("of somebody", "somebody");
    queue.send("of nobody");

    var received = queue.receive(10);

    assertThat(received).hasSize(2);
  }

  @Test
  void withinAGroupTheOldestComesFirst() {
    for (var i = 0; i < 5; i++) {
      queue.send("number " + i, "one");
    }

    var received = queue.receive(3);

    assertThat(received)
        .extracting(each -> each.body())
        .containsExactly("number 0", "number 1", "number 2");
  }

  @Test
  void manyReceiversGetEachMessageOnce() throws Exception {
    for (var batch = 0; batch < 20; batch++) {
      var number = batch;
      SQS.sendMessageBatch(request ->
          request
              .queueUrl(queue.url())
              .entries(
                  IntStream.range(0, 10)
                      .mapToObj(i ->
                          SendMessageBatchRequestEntry.builder()
                              .id("e" + i)
                              .messageBody(number + "/" + i)
                              .messageGroupId("g" + i)
                              .build())
                      .toList()));
    }

    var seen = ConcurrentHashMap.<String>newKeySet();
    var total = new AtomicInteger();
    var receivers =
        IntStream.range(0, 4)
            .mapToObj(_ ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (var got = queue.receive(10); !got.isEmpty(); got = queue.receive(10)) {
                        got.forEach(each -> seen.add(each.body()));
                        total.addAndGet(got.size());
                      }
                    }))
            .toList();
    for (var each : receivers) {
      each.join();
    }

    assertThat(seen).hasSize(200);
    assertThat(total).hasValue(200);
  }
}
