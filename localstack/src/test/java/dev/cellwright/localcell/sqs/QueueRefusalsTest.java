package dev.cellwright.localcell.sqs;

import static dev.cellwright.localcell.sqs.TestingQueue.SQS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.contract.LocalContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeNameException;
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException;
import software.amazon.awssdk.services.sqs.model.PurgeQueueInProgressException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.RequestThrottledException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// What SQS refuses, as the client sees it.
class QueueRefusalsTest {
  private final TestingAws aws = TestingAws.usual();
  private final TestingQueue queue = TestingQueue.usual();

  @AfterEach
  void noFaultIsLeft() {
    aws.faults().clear();
  }

  @Test
  void aQueueThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> SQS.getQueueUrl(request -> request.queueName("none")))
        .isInstanceOf(QueueDoesNotExistException.class);
    assertThatThrownBy(() -> SQS.receiveMessage(request -> request.queueUrl(queue.url() + "-none")))
        .isInstanceOfSatisfying(
            QueueDoesNotExistException.class,
            e ->
                assertThat(e.awsErrorDetails().errorCode())
                    .isEqualTo("AWS.SimpleQueueService.NonExistentQueue"));
  }

  @Test
  void aRoleNeedsThePermissionOnThisQueue() {
    var sender =
        client(
            """
            {"Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%s"}}\
            """
                .formatted(queue.arn()));
    var other = TestingQueue.usual();

    sender.sendMessage(request -> request.queueUrl(queue.url()).messageBody("allowed"));

    assertThat(queue.bodies()).containsExactly("allowed");
    assertDenied(
        () -> sender.sendMessage(request -> request.queueUrl(other.url()).messageBody("x")),
        "sqs:SendMessage");
    assertDenied(
        () -> sender.receiveMessage(request -> request.queueUrl(queue.url())),
        "sqs:ReceiveMessage");
    assertDenied(() -> sender.listQueues(), "sqs:ListQueues");
  }

  @Test
  void membersAndOperationsNobodyStandsInForAreRefused() {
    assertThatThrownBy(() ->
            SQS.sendMessage(request ->
                request.queueUrl(queue.url()).messageBody("x").messageDeduplicationId("d")))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining("MessageDeduplicationId");
    assertThatThrownBy(() -> SQS.createQueue(request -> request.queueName("new")))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining("CreateQueue");
  }

  @Test
  void wrongRequestsAreRefusedInSqssOwnWords() {
    assertThatThrownBy(() -> queue.send("\u0000"))
        .isInstanceOf(InvalidMessageContentsException.class);
    assertThatThrownBy(() -> SQS.sendMessageBatch(request -> request.queueUrl(queue.url())))
        .isInstanceOf(EmptyBatchRequestException.class);
    assertThatThrownBy(() ->
            SQS.sendMessageBatch(
                request -> request.queueUrl(queue.url()).entries(entry("same"), entry("same"))))
        .isInstanceOf(BatchEntryIdsNotDistinctException.class);
    assertThatThrownBy(() -> queue.receive(11)).hasMessageContaining("between 1 and 10");
    assertThatThrownBy(() ->
            SQS.getQueueAttributes(
                request -> request.queueUrl(queue.url()).attributeNamesWithStrings("Colour")))
        .isInstanceOf(InvalidAttributeNameException.class);
    assertThatThrownBy(() ->
            SQS.sendMessage(
                request -> request.queueUrl(queue.url()).messageBody("x").delaySeconds(901)))
        .hasMessageContaining("<= 900");
  }

  @Test
  @LocalContract
  void aQueueIsPurgedOnceAMinute() {
    queue.send("one");

    SQS.purgeQueue(request -> request.queueUrl(queue.url()));

    assertThat(queue.bodies()).isEmpty();
    assertThatThrownBy(() -> SQS.purgeQueue(request -> request.queueUrl(queue.url())))
        .isInstanceOf(PurgeQueueInProgressException.class);
  }

  @Test
  void aQueueTellsItsAttributes() {
    queue.send("visible");
    queue.send("in flight");
    queue.receive(1);

    var attributes =
        SQS.getQueueAttributes(
                request -> request.queueUrl(queue.url()).attributeNames(QueueAttributeName.ALL))
            .attributes();
    var found = SQS.listQueues(request -> request.queueNamePrefix(queue.name())).queueUrls();

    assertThat(attributes)
        .containsEntry(QueueAttributeName.QUEUE_ARN, queue.arn())
        .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1")
        .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "1")
        .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "30");
    assertThat(found).isEqualTo(List.of(queue.url()));
  }

  @Test
  void faultsAreSqssOwnErrors() {
    aws.faults().inject("sqs", "SendMessage", Faults.Kind.THROTTLE, 1);
    assertThatThrownBy(() -> queue.send("x")).isInstanceOf(RequestThrottledException.class);

    aws.faults().inject("sqs", null, Faults.Kind.FAIL, 1);
    assertThatThrownBy(() -> queue.send("x"))
        .isInstanceOfSatisfying(SqsException.class, e -> assertThat(e.statusCode()).isEqualTo(500));

    aws.faults().inject("sqs", "SendMessage", Faults.Kind.HANG, 1);
    assertThatThrownBy(() ->
            SQS.sendMessage(request ->
                request
                    .queueUrl(queue.url())
                    .messageBody("x")
                    .overrideConfiguration(c -> c.apiCallAttemptTimeout(Duration.ofMillis(300)))))
        .hasMessageContaining("timeout");
    assertThat(queue.bodies()).isEmpty();
  }

  private SqsClient client(String policy) {
    return aws.client(SqsClient.builder(), aws.credentials(policy));
  }

  private static void assertDenied(Runnable call, String action) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            SqsException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            })
        .hasMessageContaining(action);
  }

  private static SendMessageBatchRequestEntry entry(String id) {
    return SendMessageBatchRequestEntry.builder().id(id).messageBody("x").build();
  }
}
