package dev.cellwright.localcell.sqs;

import dev.cellwright.localcell.aws.TestingAws;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// A queue of a test's own, and the unchanged client at it.
public final class TestingQueue {
  public static final SqsClient SQS =
      TestingAws.usual().client(SqsClient.builder(), TestingAws.usual().everything());

  private final String name = "test-" + UUID.randomUUID();
  private final String arn;

  public TestingQueue(QueueSettings settings) {
    try {
      arn = TestingAws.usual().front().queues().create(name, settings);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static TestingQueue usual() {
    return new TestingQueue(QueueSettings.USUAL);
  }

  /// Sends dead letters to another after two receives; what was received is visible again at once.
  static TestingQueue impatient(TestingQueue deadLetters) {
    return new TestingQueue(
        QueueSettings.USUAL.withVisibilityTimeout(Duration.ZERO).withRedrive(deadLetters.arn(), 2));
  }

  public String name() {
    return name;
  }

  public String arn() {
    return arn;
  }

  public String url() {
    return TestingAws.usual().front().queues().urlOf(name);
  }

  void send(String body) {
    SQS.sendMessage(request -> request.queueUrl(url()).messageBody(body));
  }

  void send(String body, String group) {
    SQS.sendMessage(request -> request.queueUrl(url()).messageBody(body).messageGroupId(group));
  }

  List<software.amazon.awssdk.services.sqs.model.Message> receive(int most) {
    return SQS.receiveMessage(request ->
            request
                .queueUrl(url())
                .maxNumberOfMessages(most)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                .messageAttributeNames("All"))
        .messages();
  }

  public List<Message> peek() {
    try {
      return TestingAws.usual().front().queues().peek(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public List<String> bodies() {
    return peek().stream().map(Message::body).toList();
  }

  /// Waits up to ten seconds.
  public static void until(BooleanSupplier condition) {
    var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come true within ten seconds");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
