package dev.cellwright.localcell.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry of `PutEvents` as it came.
record EventEntry(
    String bus,
    String source,
    String detailType,
    @Nullable String detail,
    List<String> resources,
    @Nullable Instant time,
    @Nullable String trace) {
  private static final Set<String> MEMBERS =
      Set.of("Time", "Source", "Resources", "DetailType", "Detail", "EventBusName", "TraceHeader");
  private static final int SIZE_OF_TIME = 14;

  /// Whether EventBridge takes it.
  sealed interface Check {}

  record Good(ObjectNode detail) implements Check {}

  record Bad(String code, String message) implements Check {}

  static EventEntry of(ObjectNode given) {
    var input = Input.of(given, MEMBERS);
    return new EventEntry(
        Objects.requireNonNullElse(input.optionalText("EventBusName"), "default"),
        Objects.requireNonNullElse(input.optionalText("Source"), ""),
        Objects.requireNonNullElse(input.optionalText("DetailType"), ""),
        input.optionalText("Detail"),
        input.texts("Resources"),
        time(input),
        input.optionalText("TraceHeader"));
  }

  private static @Nullable Instant time(Input input) {
    if (!input.has("Time")) {
      return null;
    }
    var time = input.members().path("Time");
    if (!time.isNumber()) {
      throw new AwsError("SerializationException", 400, "the member Time is no NUMBER");
    }
    return Instant.ofEpochMilli(Math.round(time.doubleValue() * 1000));
  }

  /// As EventBridge counts it.
  long size() {
    return (time == null ? 0 : SIZE_OF_TIME)
        + bytes(source)
        + bytes(detailType)
        + (detail == null ? 0 : bytes(detail))
        + resources.stream().mapToLong(EventEntry::bytes).sum();
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  Check check() {
    if (source.isEmpty()) {
      return missing("Source");
    }
    if (detailType.isEmpty()) {
      return missing("DetailType");
    }
    if (detail == null || detail.isEmpty()) {
      return missing("Detail");
    }
    if (source.startsWith("aws.")) {
      return new Bad("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    if (detailType.length() > 128 || source.length() > 256) {
      return new Bad("InvalidArgument", "Parameter Source or DetailType is too long.");
    }
    try {
      if (Json.MAPPER.readTree(detail) instanceof ObjectNode object) {
        return new Good(object);
      }
    } catch (JsonProcessingException _) {
      // answered below, like JSON that is no object
    }
    return new Bad("MalformedDetail", "Detail is malformed.");
  }

  private static Bad missing(String name) {
    return new Bad(
        "InvalidArgument",
        "Parameter %1$s is not valid. Reason: %1$s is a required argument.".formatted(name));
  }

  /// The event with the envelope that its targets get. The detail stays as it was written, so that
  /// a number keeps its digits.
  Event event(Place place, Instant now, ObjectNode parsed, @Nullable String traceHeader) {
    var id = UUID.randomUUID().toString();
    var happened = (time == null ? now : time).truncatedTo(ChronoUnit.SECONDS);
    var envelope =
        Json.object()
            .put("version", "0")
            .put("id", id)
            .put("detail-type", detailType)
            .put("source", source)
            .put("account", place.account())
            .put("time", happened.toString())
            .put("region", place.region());
    resources.forEach(envelope.putArray("resources")::add);
    var head = envelope.toString();
    var text = head.substring(0, head.length() - 1) + ",\"detail\":" + detail + "}";
    envelope.set("detail", parsed);
    var name = bus.substring(bus.lastIndexOf('/') + 1);
    return new Event(id, name, text, envelope, trace == null ? traceHeader : trace);
  }
}
