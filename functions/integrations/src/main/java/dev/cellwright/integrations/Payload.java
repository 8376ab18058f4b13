package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.event.Event;
import java.time.Instant;
import java.util.UUID;

/// What a webhook's receiver is told: the members of Standard Webhooks 1.0 (`type`, `timestamp`,
/// `data`), and those by which CloudEvents 1.0 says what an event is about.
final class Payload {
  static final String TEST = "webhook.test";

  private Payload() {}

  static ObjectNode of(Event event) {
    var payload = JsonNodeFactory.instance.objectNode();
    payload.put("specversion", "1.0");
    payload.put("id", event.id().toString());
    payload.put("type", event.type());
    payload.put("source", source(event.organizationOfEvent()));
    payload.put("subject", subject(event));
    payload.put("time", event.time().toString());
    payload.put("timestamp", event.time().toString());
    payload.put("organization", event.organizationOfEvent().toString());
    payload.put("actor", event.actor() == null ? null : event.actor().toString());
    payload.put("sequence", event.sequence());
    payload.put("dataversion", event.version());
    payload.set("data", event.data());
    return payload;
  }

  static ObjectNode test(UUID id, UUID organization, UUID webhook, Instant time) {
    var payload = JsonNodeFactory.instance.objectNode();
    payload.put("specversion", "1.0");
    payload.put("id", id.toString());
    payload.put("type", TEST);
    payload.put("source", source(organization));
    payload.put("subject", "webhook/" + webhook);
    payload.put("time", time.toString());
    payload.put("timestamp", time.toString());
    payload.put("organization", organization.toString());
    payload.putObject("data").put("message", "It works.");
    return payload;
  }

  static String source(UUID organization) {
    return "urn:organization:" + organization;
  }

  static String subject(Event event) {
    return event.entityType() + "/" + event.entityId();
  }
}
