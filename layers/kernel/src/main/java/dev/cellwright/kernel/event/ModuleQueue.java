package dev.cellwright.kernel.event;

import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// The queue of a module, and the one for its dead letters.
public final class ModuleQueue {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleQueue.class);
  private static final int LONGEST_REASON = 250;

  private final SqsClient queues;
  private final String url;
  private final String deadUrl;

  public ModuleQueue(SqsClient queues, String url, String deadUrl) {
    this.queues = queues;
    this.url = url;
    this.deadUrl = deadUrl;
  }

  /// Puts a message among the dead letters, as it was.
  ///
  /// @throws SdkException where that failed: the message must stay in the queue
  void bury(Delivery delivery, String reason) {
    queues.sendMessage(request ->
        request
            .queueUrl(deadUrl)
            .messageBody(delivery.body())
            .messageAttributes(
                Map.of(
                    "reason",
                    text(reason.substring(0, Math.min(reason.length(), LONGEST_REASON))),
                    "message",
                    text(delivery.id()),
                    "received",
                    text(Integer.toString(delivery.received())))));
  }

  /// Lets a message come again after a while. Where that fails it comes when the queue's own time
  /// is over.
  void comeAgain(Delivery delivery, Duration after) {
    try {
      queues.changeMessageVisibility(request ->
          request
              .queueUrl(url)
              .receiptHandle(delivery.receiptHandle())
              .visibilityTimeout((int) after.toSeconds()));
    } catch (SdkException e) {
      LOG.warn("message {} comes again only when it becomes visible", delivery.id(), e);
    }
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
