package dev.cellwright.localcell.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A message on its way into a queue.
///
/// @param trace the trace header under which it is sent
/// @param delay null takes the queue's
public record Outgoing(
    String body,
    MessageAttributes attributes,
    String sender,
    @Nullable String groupId,
    @Nullable String trace,
    @Nullable Duration delay) {

  /// A message without attributes, with the queue's own delay.
  public static Outgoing of(
      String body, String sender, @Nullable String groupId, @Nullable String trace) {
    return new Outgoing(body, MessageAttributes.NONE, sender, groupId, trace, null);
  }

  public Outgoing with(MessageAttributes others) {
    return new Outgoing(body, others, sender, groupId, trace, delay);
  }

  /// The bytes that count against SQS's limits.
  int size() {
    return body.getBytes(UTF_8).length + attributes.size();
  }
}
