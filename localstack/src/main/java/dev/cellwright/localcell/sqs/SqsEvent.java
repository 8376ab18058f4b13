package dev.cellwright.localcell.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.lambda.FunctionHost;
import java.util.ArrayList;
import java.util.List;

/// The event by which Lambda tells a function of messages.
///
/// @param messages those that are in it: as many as Lambda carries
record SqsEvent(List<Message> messages, byte[] json) {
  private static final String BEGIN = "{\"Records\":[";
  private static final String END = "]}";

  static SqsEvent of(List<Message> batch, String queueArn, String region) {
    var told = new ArrayList<Message>();
    var json = new StringBuilder(BEGIN);
    var size = BEGIN.length() + END.length();
    for (var message : batch) {
      var text = (told.isEmpty() ? "" : ",") + record(message, queueArn, region);
      size += text.getBytes(UTF_8).length;
      if (size > FunctionHost.MAX_PAYLOAD && !told.isEmpty()) {
        break;
      }
      told.add(message);
      json.append(text);
    }
    return new SqsEvent(List.copyOf(told), json.append(END).toString().getBytes(UTF_8));
  }

  private static ObjectNode record(Message message, String queueArn, String region) {
    var record =
        Json.object()
            .put("messageId", message.id().toString())
            .put("receiptHandle", message.handle().handle())
            .put("body", message.body());
    SystemAttributes.of(message).forEach(record.putObject("attributes")::put);
    var attributes = record.putObject("messageAttributes");
    for (var each : message.attributes().json().properties()) {
      var value = each.getValue();
      var attribute = attributes.putObject(each.getKey());
      if (value.has("BinaryValue")) {
        attribute.put("binaryValue", value.path("BinaryValue").asText());
      } else {
        attribute.put("stringValue", value.path("StringValue").asText());
      }
      attribute.putArray("stringListValues");
      attribute.putArray("binaryListValues");
      attribute.put("dataType", value.path("DataType").asText());
    }
    if (!message.attributes().isEmpty()) {
      record.put("md5OfMessageAttributes", message.attributes().md5());
    }
    return record
        .put("md5OfBody", MessageText.md5(message.body()))
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", queueArn)
        .put("awsRegion", region);
  }
}
