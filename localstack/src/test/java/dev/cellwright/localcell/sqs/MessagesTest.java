package dev.cellwright.localcell.sqs;

import static dev.cellwright.localcell.sqs.TestingQueue.SQS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.contract.LocalContract;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// Sending, receiving and deleting through the unchanged client, which checks every MD5 itself.
class MessagesTest {
  private final TestingQueue queue = TestingQueue.usual();

  @Test
  void aMessageComesAsItWasSent() {
    var attributes =
        Map.of(
            "kind", text("String", "größer"),
            "count", text("Number", "3"),
            "bytes",
                MessageAttributeValue.builder()
                    .dataType("Binary")
                    .binaryValue(SdkBytes.fromByteArray(new byte[] {0, 1, -1}))
                    .build());

    SQS.sendMessage(request ->
        request.queueUrl(queue.url()).messageBody("{\"x\": \"ü\"}").messageAttributes(attributes));
    var received = queue.receive(10);

    assertThat(received).hasSize(1);
    var message = received.getFirst();
    assertThat(message.body()).isEqualTo("{\"x\": \"ü\"}");
    assertThat(message.messageAttributes()).isEqualTo(attributes);
    assertThat(message.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
        .containsKeys(
            MessageSystemAttributeName.SENT_TIMESTAMP,
            MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP,
            MessageSystemAttributeName.SENDER_ID);
  }

  @Test
  void theTraceOfTheSenderComesAlong() {
    SQS.sendMessage(request ->
        request
            .queueUrl(queue.url())
            .messageBody("said")
            .messageSystemAttributes(
                Map.of(
                    MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                    MessageSystemAttributeValue.builder()
                        .dataType("String")
                        .stringValue("Root=1-said")
                        .build())));
    SQS.sendMessage(request ->
        request
            .queueUrl(queue.url())
            .messageBody("from the call")
            .overrideConfiguration(c -> c.putHeader("X-Amzn-Trace-Id", "Root=1-call")));

    var received = queue.receive(10);

    assertThat(received)
        .extracting(each -> each.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER))
        .containsExactly("Root=1-said", "Root=1-call");
  }

  @Test
  void aReceivedMessageIsInvisibleUntilItsTimeIsOver() {
    queue.send("one");

    var first = queue.receive(1);
    var meanwhile = queue.receive(1);
    SQS.changeMessageVisibility(request ->
        request
            .queueUrl(queue.url())
            .receiptHandle(first.getFirst().receiptHandle())
            .visibilityTimeout(0));
    var again = queue.receive(1);

    assertThat(meanwhile).isEmpty();
    assertThat(again.getFirst().attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
  }

  @Test
  void anOldReceiptDeletesNothing() {
    queue.send("one");
    var first = queue.receive(1).getFirst().receiptHandle();
    visibility(first, 0);
    var second = queue.receive(1).getFirst().receiptHandle();

    delete(first);
    var kept = queue.bodies();
    delete(second);

    assertThat(kept).containsExactly("one");
    assertThat(queue.bodies()).isEmpty();
  }

  @Test
  @LocalContract
  void whatIsNotInFlightHasNoVisibilityToChange() {
    queue.send("one");
    var receipt = queue.receive(1).getFirst().receiptHandle();
    visibility(receipt, 0);

    assertThatThrownBy(() -> visibility(receipt, 10))
        .isInstanceOf(MessageNotInflightException.class);
    assertThatThrownBy(() -> delete("nonsense"))
        .isInstanceOf(ReceiptHandleIsInvalidException.class);
  }

  @Test
  void aDelayedMessageWaits() {
    SQS.sendMessage(request -> request.queueUrl(queue.url()).messageBody("later").delaySeconds(1));

    var now = queue.receive(1);
    var later =
        SQS.receiveMessage(request -> request.queueUrl(queue.url()).waitTimeSeconds(5)).messages();

    assertThat(now).isEmpty();
    assertThat(later).hasSize(1);
  }

  @Test
  void aLongPollEndsWhenAMessageComes() throws Exception {
    var waiting =
        Thread.ofVirtual()
            .start(() -> {
              var got =
                  SQS.receiveMessage(request ->
                      request.queueUrl(queue.url()).waitTimeSeconds(20).visibilityTimeout(0));
              delete(got.messages().getFirst().receiptHandle());
            });

    queue.send("news");
    var ended = waiting.join(Duration.ofSeconds(10));

    assertThat(ended).isTrue();
    assertThat(queue.bodies()).isEmpty();
  }

  @Test
  void aBatchIsTakenEntryByEntry() {
    var answer =
        SQS.sendMessageBatch(request ->
            request
                .queueUrl(queue.url())
                .entries(entry("good", "fine"), entry("bad", "\u0001"), entry("late", "x", 901)));

    assertThat(answer.successful()).extracting(each -> each.id()).containsExactly("good");
    assertThat(answer.failed())
        .extracting(BatchResultErrorEntry::id)
        .containsExactlyInAnyOrder("bad", "late");
    assertThat(answer.failed()).allSatisfy(each -> assertThat(each.senderFault()).isTrue());
    assertThat(queue.bodies()).containsExactly("fine");
  }

  @Test
  void aBatchOfTenIsSentAndDeletedAtOnce() {
    var entries = IntStream.range(0, 10).mapToObj(i -> entry("e" + i, "body " + i)).toList();
    SQS.sendMessageBatch(request -> request.queueUrl(queue.url()).entries(entries));

    var received = queue.receive(10);
    SQS.deleteMessageBatch(request ->
        request
            .queueUrl(queue.url())
            .entries(
                received.stream()
                    .map(each ->
                        DeleteMessageBatchRequestEntry.builder()
                            .id(each.messageId())
                            .receiptHandle(each.receiptHandle())
                            .build())
                    .toList()));

    assertThat(received).hasSize(10);
    assertThat(queue.bodies()).isEmpty();
  }

  @Test
  void aMessageHasAtMostOneMebibyte() {
    var largest = "x".repeat(QueueSettings.LARGEST_MESSAGE);

    queue.send(largest);

    assertThat(queue.bodies()).containsExactly(largest);
    assertThatThrownBy(() -> queue.send(largest + "x"))
        .hasMessageContaining("must be shorter than 1048576 bytes");
  }

  private static SendMessageBatchRequestEntry entry(String id, String body) {
    return entry(id, body, 0);
  }

  private static SendMessageBatchRequestEntry entry(String id, String body, int delay) {
    return SendMessageBatchRequestEntry.builder()
        .id(id)
        .messageBody(body)
        .delaySeconds(delay)
        .build();
  }

  private void visibility(String receipt, int seconds) {
    SQS.changeMessageVisibility(
        request -> request.queueUrl(queue.url()).receiptHandle(receipt).visibilityTimeout(seconds));
  }

  private void delete(String receipt) {
    SQS.deleteMessage(request -> request.queueUrl(queue.url()).receiptHandle(receipt));
  }

  private static MessageAttributeValue text(String type, String text) {
    return MessageAttributeValue.builder().dataType(type).stringValue(text).build();
  }
}
