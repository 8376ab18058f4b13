package dev.cellwright.localcell.sqs;

import static dev.cellwright.localcell.sqs.TestingQueue.SQS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.TestingAws;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ResourceNotFoundException;

/// What becomes of messages that nobody can handle.
class DeadLettersTest {
  private final TestingQueue deadLetters = TestingQueue.usual();
  private final TestingQueue queue = TestingQueue.impatient(deadLetters);

  @Test
  void aMessageThatWasReceivedTooOftenGoesToTheDeadLetters() {
    queue.send("poison");

    var first = queue.receive(1);
    var second = queue.receive(1);
    var third = queue.receive(1);

    assertThat(first).hasSize(1);
    assertThat(second).hasSize(1);
    assertThat(third).isEmpty();
    var dead = deadLetters.receive(1).getFirst();
    assertThat(dead.messageId()).isEqualTo(first.getFirst().messageId());
    assertThat(dead.attributes())
        .containsEntry(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, queue.arn());
  }

  @Test
  void aMoveTaskBringsThemBackToTheirOwnQueues() {
    var other = TestingQueue.impatient(deadLetters);
    kill(queue, "of the one");
    kill(other, "of the other");

    SQS.startMessageMoveTask(request -> request.sourceArn(deadLetters.arn()));
    var tasks = SQS.listMessageMoveTasks(request -> request.sourceArn(deadLetters.arn()));

    assertThat(deadLetters.bodies()).isEmpty();
    assertThat(queue.bodies()).containsExactly("of the one");
    assertThat(other.bodies()).containsExactly("of the other");
    assertThat(tasks.results()).hasSize(1);
    assertThat(tasks.results().getFirst().status()).isEqualTo("COMPLETED");
    assertThat(tasks.results().getFirst().approximateNumberOfMessagesMoved()).isEqualTo(2);
  }

  @Test
  void aMovedMessageBeginsAgain() {
    kill(queue, "poison");

    SQS.startMessageMoveTask(request -> request.sourceArn(deadLetters.arn()));
    var again = queue.receive(1).getFirst();

    assertThat(again.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
        .doesNotContainKey(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN);
  }

  @Test
  void theyCanGoElsewhere() {
    var elsewhere = TestingQueue.usual();
    kill(queue, "poison");

    SQS.startMessageMoveTask(
        request -> request.sourceArn(deadLetters.arn()).destinationArn(elsewhere.arn()));

    assertThat(elsewhere.bodies()).containsExactly("poison");
  }

  @Test
  void onlyDeadLettersAreMoved() {
    assertThatThrownBy(() -> SQS.startMessageMoveTask(request -> request.sourceArn(queue.arn())))
        .hasMessageContaining("must be configured as a Dead Letter Queue");
    assertThatThrownBy(
            () -> SQS.startMessageMoveTask(request -> request.sourceArn(queue.arn() + "-none")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aMoveTaskCanNotTellWhereWhatWasSentToTheDeadLettersCameFrom() {
    kill(queue, "poison");
    deadLetters.send("buried");

    SQS.startMessageMoveTask(request -> request.sourceArn(deadLetters.arn()));
    var task =
        SQS.listMessageMoveTasks(request -> request.sourceArn(deadLetters.arn()))
            .results()
            .getFirst();

    assertThat(task.status()).isEqualTo("FAILED");
    assertThat(task.failureReason()).isEqualTo("CouldNotDetermineMessageSource");
    assertThat(task.approximateNumberOfMessagesMoved()).isEqualTo(1);
    assertThat(deadLetters.bodies()).containsExactly("buried");
  }

  @Test
  void aMoveTaskThatNamesTheDestinationMovesThemAll() {
    kill(queue, "poison");
    deadLetters.send("buried");

    SQS.startMessageMoveTask(
        request -> request.sourceArn(deadLetters.arn()).destinationArn(queue.arn()));

    assertThat(queue.bodies()).containsExactlyInAnyOrder("poison", "buried");
    assertThat(deadLetters.bodies()).isEmpty();
  }

  @Test
  void theConsoleRedrivesWhatIsADeadLetterQueue() throws Exception {
    var redrive = TestingAws.usual().front().queues().deadLetters();
    kill(queue, "poison");
    deadLetters.send("buried");

    var moved = redrive.redrive(deadLetters.name(), null);
    var refused = redrive.redrive(queue.name(), null);
    var unknown = redrive.redrive("none", null);
    var nowhere = redrive.redrive(deadLetters.name(), "nowhere");

    assertThat(moved).isEqualTo(new DeadLetters.Redrive.Moved(2, 0));
    assertThat(refused).isEqualTo(new DeadLetters.Redrive.NoDeadLetterQueue());
    assertThat(unknown).isEqualTo(new DeadLetters.Redrive.NoSuchQueue("none"));
    assertThat(nowhere).isEqualTo(new DeadLetters.Redrive.NoSuchQueue("nowhere"));
    assertThat(queue.bodies()).containsExactlyInAnyOrder("poison", "buried");
  }

  @Test
  void whereSeveralQueuesShareThemTheConsoleLeavesWhatDoesNotSayWhereItCameFrom() throws Exception {
    var redrive = TestingAws.usual().front().queues().deadLetters();
    var other = TestingQueue.impatient(deadLetters);
    kill(queue, "poison");
    deadLetters.send("buried");

    var moved = redrive.redrive(deadLetters.name(), null);
    var named = redrive.redrive(deadLetters.name(), other.name());

    assertThat(moved).isEqualTo(new DeadLetters.Redrive.Moved(1, 1));
    assertThat(named).isEqualTo(new DeadLetters.Redrive.Moved(1, 0));
    assertThat(queue.bodies()).containsExactly("poison");
    assertThat(other.bodies()).containsExactly("buried");
  }

  private static void kill(TestingQueue queue, String body) {
    queue.send(body);
    for (var i = 0; i < 3; i++) {
      queue.receive(1);
    }
  }
}
