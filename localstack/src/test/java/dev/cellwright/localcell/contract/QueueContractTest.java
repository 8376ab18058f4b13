package dev.cellwright.localcell.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.contract.TestedAws.Queue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

@Tag("contract")
class QueueContractTest {
  private final TestedAws aws = TestedAws.open();
  private final Queue deadLetters = aws.queue();
  private final Queue queue = aws.impatientQueue(deadLetters);

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void aDeadLetterSaysWhichQueueItWasIn() {
    send(queue, "poison");

    until(() -> receive(queue).isEmpty());
    var dead = receive(deadLetters);

    assertThat(dead.getFirst().attributes())
        .containsEntry(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, queue.arn());
  }

  @Test
  void whatWasSentToTheDeadLettersIsNotMovedToAQueueThatNobodyNames() {
    send(deadLetters, "buried");

    aws.sqs.startMessageMoveTask(request -> request.sourceArn(deadLetters.arn()));
    until(() -> !task().status().equals("RUNNING"));

    assertThat(task().status()).isEqualTo("FAILED");
    assertThat(task().failureReason()).isEqualTo("CouldNotDetermineMessageSource");
  }

  @Test
  void itIsMovedToTheQueueThatSomebodyNames() {
    send(deadLetters, "buried");

    aws.sqs.startMessageMoveTask(
        request -> request.sourceArn(deadLetters.arn()).destinationArn(queue.arn()));
    until(() -> !task().status().equals("RUNNING"));

    assertThat(task().status()).isEqualTo("COMPLETED");
    assertThat(receive(queue)).extracting(Message::body).containsExactly("buried");
  }

  @Test
  void aMessageHasAtMostOneMebibyte() {
    var largest = "x".repeat(1024 * 1024);

    send(queue, largest);

    assertThatThrownBy(() -> send(queue, largest + "x"))
        .isInstanceOfSatisfying(SqsException.class, e -> assertThat(e.statusCode()).isEqualTo(400));
  }

  @Test
  void aBatchHasAtMostTenEntries() {
    var entries =
        IntStream.range(0, 11)
            .mapToObj(each ->
                SendMessageBatchRequestEntry.builder().id("e" + each).messageBody("x").build())
            .toList();

    assertThatThrownBy(() ->
            aws.sqs.sendMessageBatch(request -> request.queueUrl(queue.url()).entries(entries)))
        .isInstanceOf(TooManyEntriesInBatchRequestException.class);
  }

  private ListMessageMoveTasksResultEntry task() {
    return aws.sqs
        .listMessageMoveTasks(request -> request.sourceArn(deadLetters.arn()))
        .results()
        .getFirst();
  }

  private void send(Queue to, String body) {
    aws.sqs.sendMessage(request -> request.queueUrl(to.url()).messageBody(body));
  }

  private List<Message> receive(Queue from) {
    return aws.sqs
        .receiveMessage(request ->
            request
                .queueUrl(from.url())
                .waitTimeSeconds(TestedAws.isRemote() ? 5 : 0)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  /// On AWS a move takes its time.
  private static void until(BooleanSupplier condition) {
    var end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it did not come true within two minutes");
      }
      LockSupport.parkNanos(Duration.ofMillis(TestedAws.isRemote() ? 500 : 5).toNanos());
    }
  }
}
