package dev.cellwright.localcell.sqs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message as a queue keeps it.
///
/// @param sender the role that sent it, or the service
/// @param groupId whose message it is in a fair queue; null is nobody's
/// @param trace the trace header of the call that sent it
/// @param sourceArn the queue whose dead letter it is
/// @param receipt of its last receive; null before the first
public record Message(
    UUID id,
    String body,
    MessageAttributes attributes,
    String sender,
    @Nullable String groupId,
    @Nullable String trace,
    @Nullable String sourceArn,
    Instant sentAt,
    @Nullable Instant firstReceivedAt,
    int receiveCount,
    @Nullable UUID receipt) {

  Receipt handle() {
    if (receipt == null) {
      throw new IllegalStateException("the message " + id + " was not received");
    }
    return new Receipt(id, receipt);
  }
}
