package dev.cellwright.kernel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.event.Delivery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lambda's event for a batch of SQS messages, and the partial answer that it takes back.
final class SqsBatch {
  private SqsBatch() {}

  /// @param trace of the invocation: what it calls is not the sender's doing any more
  static List<Delivery> read(JsonNode event, @Nullable String trace) {
    return event.path("Records").valueStream().map(message -> delivery(message, trace)).toList();
  }

  private static Delivery delivery(JsonNode message, @Nullable String trace) {
    var attributes = message.path("attributes");
    return new Delivery(
        message.required("messageId").asText(),
        message.path("receiptHandle").asText(),
        message.path("body").asText(),
        Math.max(1, attributes.path("ApproximateReceiveCount").asInt(1)),
        trace);
  }

  /// @param left the ids of the messages that must stay in the queue
  static ObjectNode answer(List<String> left) {
    var answer = JsonNodeFactory.instance.objectNode();
    var failures = answer.putArray("batchItemFailures");
    left.forEach(id -> failures.addObject().put("itemIdentifier", id));
    return answer;
  }
}
