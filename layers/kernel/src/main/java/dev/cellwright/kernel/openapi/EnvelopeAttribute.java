package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The attributes of an event's envelope, under their names in CloudEvents.
enum EnvelopeAttribute {
  specversion(true, "string", "", "1.0"),
  id(true, "string", "uuid", "The event's; whoever gets it twice knows it by this"),
  source(true, "string", "uri-reference", "The module that published it"),
  type(true, "string", "", "Entity and past participle"),
  subject(true, "string", "", "The entity: its type, a slash, its id"),
  time(true, "string", "date-time", "When it happened"),
  datacontenttype(true, "string", "", "application/json"),
  dataschema(true, "string", "uri", "Names the schema of the data, and its version"),
  organization(false, "string", "uuid", "Whose it is; absent where it concerns no organization"),
  actor(false, "string", "uuid", "Who did it; absent where nobody did"),
  onbehalfof(false, "string", "uuid", "For whom a module did it"),
  correlationid(false, "string", "", "Of the request that caused it"),
  trace(false, "string", "", "Of the request that caused it, as X-Ray writes it"),
  traceparent(
      false,
      "string",
      "",
      "The same, as W3C Trace Context writes it, or the caller's own trace where they sent one"),
  entitytype(true, "string", "", "The type of the entity"),
  entityid(true, "string", "uuid", "The id of the entity"),
  sequence(true, "integer", "", "Counts the events of the entity, from 1 and without gaps"),
  dataversion(true, "integer", "", "The version of the data"),
  data(true, "object", "", "What the type tells");

  private final boolean required;
  private final String form;
  private final String format;
  private final String description;

  EnvelopeAttribute(boolean required, String form, String format, String description) {
    this.required = required;
    this.form = form;
    this.format = format;
    this.description = description;
  }

  boolean isRequired() {
    return required;
  }

  ObjectNode schema() {
    var schema = JsonNodeFactory.instance.objectNode().put("type", form);
    if (!format.isEmpty()) {
      schema.put("format", format);
    }
    return schema.put("description", description);
  }
}
