package dev.cellwright.kernel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a module's queue brings.
sealed interface QueueMessage {
  ObjectMapper JSON = new ObjectMapper();

  /// Something happened.
  record Happened(Event event) implements QueueMessage {}

  /// It is time for a job.
  ///
  /// @param schedule the job's name in the cell
  record Tick(String schedule, Instant due) implements QueueMessage {}

  /// The organization that it is about; null for none.
  default @Nullable UUID organization() {
    return this instanceof Happened(var event) ? event.organization() : null;
  }

  /// Reads the body of a message: the bus's envelope around a CloudEvents one, an AWS service's
  /// event, or a schedule's.
  ///
  /// @throws Unusable for what is neither
  static QueueMessage read(String body) {
    JsonNode message;
    try {
      message = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Unusable("the message is no JSON");
    }
    if (AwsEvent.isOne(message)) {
      return new Happened(AwsEvent.read(message));
    }
    if (message.path("detail").isObject()) {
      return new Happened(CloudEvent.read(message.path("detail")));
    }
    if (message.path("schedule").isTextual()) {
      return tick(message);
    }
    throw new Unusable("the message is neither an event nor a schedule's");
  }

  private static Tick tick(JsonNode message) {
    try {
      return new Tick(
          message.path("schedule").asText(), Instant.parse(message.path("due").asText()));
    } catch (DateTimeParseException e) {
      throw new Unusable("the schedule's due is no time");
    }
  }
}
