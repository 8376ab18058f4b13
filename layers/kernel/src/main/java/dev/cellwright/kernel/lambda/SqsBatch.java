package dev.cellwright.kernel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.event.Delivery;
import java.util.List;

/// Lambda's event for a batch of SQS messages, and the partial answer that it takes back.
final class SqsBatch {
  private SqsBatch() {}

  static List<Delivery> read(JsonNode event) {
    return event.path("Records").valueStream().map(SqsBatch::delivery).toList();
  }

  private static Delivery delivery(JsonNode message) {
    var attributes = message.path("attributes");
    return new Delivery(
        message.required("messageId").asText(),
        message.path("receiptHandle").asText(),
        message.path("body").asText(),
        Math.max(1, attributes.path("ApproximateReceiveCount").asInt(1)),
        attributes.path("AWSTraceHeader").textValue());
  }

  /// @param left the ids of the messages that must stay in the queue
  static ObjectNode answer(List<String> left) {
    var answer = JsonNodeFactory.instance.objectNode();
    var failures = answer.putArray("batchItemFailures");
    left.forEach(id -> failures.addObject().put("itemIdentifier", id));
    return answer;
  }
}
