package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.observe.TraceParent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An event on the wire: a CloudEvents 1.0 envelope in its JSON form, with extensions for whose
/// event it is, who caused it, and its place among the events of its entity.
public final class CloudEvent {
  private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final Pattern ENTITY_TYPE = Pattern.compile("[a-z][a-z_]{0,62}");
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z_]*\\.[a-z][a-z_]*");

  private CloudEvent() {}

  /// The envelope of an event as the database tells it.
  ///
  /// @param cell the cell's name
  /// @param told with `module`, `type`, `data` and the rest in the database's words
  public static ObjectNode of(String cell, JsonNode told) {
    var type = told.required("type").asText();
    var module = told.required("module").asText();
    var version = told.required("version").asInt();
    var envelope = JsonNodeFactory.instance.objectNode();
    envelope
        .put("specversion", "1.0")
        .put("id", told.required("id").asText())
        .put("source", "urn:cell:" + cell + ":" + module)
        .put("type", type)
        .put(
            "subject",
            told.required("entity_type").asText() + "/" + told.required("entity_id").asText())
        .put("time", time(told.required("time").asText()).toString())
        .put("datacontenttype", "application/json")
        .put("dataschema", schema(cell, type, version));
    copy(told, "organization", envelope, "organization");
    copy(told, "actor", envelope, "actor");
    copy(told, "on_behalf_of", envelope, "onbehalfof");
    copy(told, "correlation_id", envelope, "correlationid");
    var trace = told.path("trace").textValue();
    put(envelope, "trace", TraceParent.xray(trace));
    put(envelope, "traceparent", TraceParent.of(trace));
    envelope
        .put("entitytype", told.required("entity_type").asText())
        .put("entityid", told.required("entity_id").asText())
        .put("sequence", told.required("sequence").asLong())
        .put("dataversion", version);
    envelope.set("data", told.required("data"));
    return envelope;
  }

  /// Names the schema of a type's data.
  static String schema(String cell, String type, int version) {
    return "urn:cell:" + cell + ":event:" + type + ":" + version;
  }

  private static void copy(JsonNode from, String member, ObjectNode to, String attribute) {
    put(to, attribute, from.path(member).textValue());
  }

  private static void put(ObjectNode to, String attribute, @Nullable String value) {
    if (value != null) {
      to.put(attribute, value);
    }
  }

  /// Reads an envelope that came with a message.
  ///
  /// @throws Unusable for what is none, naming the attribute
  public static Event read(JsonNode envelope) {
    if (!envelope.path("specversion").asText().equals("1.0")) {
      throw new Unusable("no CloudEvents 1.0 envelope");
    }
    var correlationId = envelope.path("correlationid").textValue();
    var sequence = envelope.path("sequence").asLong();
    if (sequence < 1) {
      throw new Unusable("the event's sequence is no number from 1");
    }
    if (!(envelope.path("data") instanceof ObjectNode data)) {
      throw new Unusable("the event's data is no object");
    }
    return new Event(
        id(envelope, "id"),
        text(envelope, "type", TYPE),
        envelope.path("dataversion").asInt(1),
        idIfAny(envelope, "organization"),
        text(envelope, "entitytype", ENTITY_TYPE),
        id(envelope, "entityid"),
        sequence,
        timeOf(envelope),
        idIfAny(envelope, "actor"),
        idIfAny(envelope, "onbehalfof"),
        correlationId != null && CORRELATION_ID.matcher(correlationId).matches()
            ? correlationId
            : null,
        TraceParent.joined(
            envelope.path("trace").textValue(), envelope.path("traceparent").textValue()),
        data);
  }

  /// Reads an event as the database tells it.
  public static Event told(JsonNode told) {
    return read(of("", told));
  }

  private static String text(JsonNode envelope, String attribute, Pattern form) {
    var text = envelope.path(attribute).asText();
    if (text.length() > 100 || !form.matcher(text).matches()) {
      throw new Unusable("the event's " + attribute + " is none");
    }
    return text;
  }

  private static UUID id(JsonNode envelope, String attribute) {
    var id = idIfAny(envelope, attribute);
    if (id == null) {
      throw new Unusable("the event has no " + attribute);
    }
    return id;
  }

  private static @Nullable UUID idIfAny(JsonNode envelope, String attribute) {
    var text = envelope.path(attribute).textValue();
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Unusable("the event's " + attribute + " is no id");
    }
  }

  private static Instant timeOf(JsonNode envelope) {
    try {
      return time(envelope.path("time").asText());
    } catch (DateTimeParseException e) {
      throw new Unusable("the event's time is none");
    }
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
