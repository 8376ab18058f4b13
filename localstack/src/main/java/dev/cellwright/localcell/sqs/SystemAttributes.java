package dev.cellwright.localcell.sqs;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What SQS itself says of a received message.
final class SystemAttributes {
  private static final Set<String> KNOWN =
      Set.of(
          "All",
          "SenderId",
          "SentTimestamp",
          "ApproximateReceiveCount",
          "ApproximateFirstReceiveTimestamp",
          "MessageGroupId",
          "AWSTraceHeader",
          "DeadLetterQueueSourceArn",
          "SequenceNumber",
          "MessageDeduplicationId");

  private SystemAttributes() {}

  /// Throws for a name that SQS does not know.
  static void check(String name) {
    if (!KNOWN.contains(name)) {
      throw SqsErrors.invalidAttribute(name);
    }
  }

  static Map<String, String> of(Message message) {
    var attributes = new TreeMap<String, String>();
    attributes.put("SenderId", message.sender());
    attributes.put("SentTimestamp", millis(message.sentAt()));
    attributes.put("ApproximateReceiveCount", String.valueOf(message.receiveCount()));
    if (message.firstReceivedAt() != null) {
      attributes.put("ApproximateFirstReceiveTimestamp", millis(message.firstReceivedAt()));
    }
    put(attributes, "MessageGroupId", message.groupId());
    put(attributes, "AWSTraceHeader", message.trace());
    put(attributes, "DeadLetterQueueSourceArn", message.sourceArn());
    return attributes;
  }

  private static void put(Map<String, String> attributes, String name, @Nullable String text) {
    if (text != null) {
      attributes.put(name, text);
    }
  }

  private static String millis(Instant instant) {
    return String.valueOf(instant.toEpochMilli());
  }
}
