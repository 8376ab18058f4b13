package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.regex.Pattern;

/// An event of an AWS service, as EventBridge's default bus hands it on. A listener hears it as an
/// event of the service's type, `aws.ses`: about no organization, without a place among others, and
/// only where it names that very type. Its data is `{detail_type, detail}`.
public final class AwsEvent {
  private static final Pattern SOURCE = Pattern.compile("aws\\.[a-z][a-z_]*");
  private static final String ENTITY_TYPE = "aws_event";

  private AwsEvent() {}

  /// Whether a message is of an AWS service rather than of the cell.
  static boolean isOne(JsonNode message) {
    return message.path("source").asText().startsWith("aws.");
  }

  /// Whether a type is of an AWS service.
  static boolean isType(String type) {
    return type.startsWith("aws.");
  }

  /// Reads EventBridge's envelope.
  ///
  /// @throws Unusable for what is none
  public static Event read(JsonNode message) {
    var source = message.path("source").asText();
    var detailType = message.path("detail-type").textValue();
    if (!SOURCE.matcher(source).matches()
        || detailType == null
        || !(message.path("detail") instanceof ObjectNode detail)) {
      throw new Unusable("the message is no event of an AWS service");
    }
    var data = JsonNodeFactory.instance.objectNode().put("detail_type", detailType);
    data.set("detail", detail);
    try {
      var id = UUID.fromString(message.path("id").asText());
      var time = Instant.parse(message.path("time").asText());
      return new Event(id, source, 1, null, ENTITY_TYPE, id, 1, time, null, null, null, null, data);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new Unusable("the event of " + source + " has no id or no time");
    }
  }
}
