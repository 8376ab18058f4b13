package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Events that are fetched rather than sent.
@Doc("Events of a webhook; those of one subject in their order")
record Polled(
    List<Item> data,
    @Doc(
            "Say it as `after` the next time, once these are dealt with; it moves on where `data` is empty too")
        String cursor,
    @Doc("Whether there is more at once") boolean more) {

  /// An event, and the place behind it.
  @Doc("An event of a webhook")
  record Item(
      @Doc("The same as the header `webhook-id` where it is sent") UUID id,
      @Doc("The type, such as task.created") String event,
      @Doc("The place behind this event, to go on from") String cursor,
      Message payload) {}

  /// What [Payload] writes into the body of what is sent.
  @Doc("What would be the body, were it sent")
  record Message(
      @Doc("1.0: of CloudEvents") String specversion,
      @Doc("The event's") UUID id,
      String type,
      @Doc("urn:organization: and its id") String source,
      @Doc("What it is about: task/ and its id") String subject,
      Instant time,
      @Doc("The same as time") Instant timestamp,
      UUID organization,
      @Doc("Who did it; null for what nobody asked for") @Nullable UUID actor,
      @Doc("Counts the events of the subject, from 1; there are some that webhooks aren't told of")
          long sequence,
      @Doc("Of the type's schema") int dataversion,
      @Doc("As the type's schema describes it") ObjectNode data) {

    static Message of(Event event) {
      return new Message(
          "1.0",
          event.id(),
          event.type(),
          Payload.source(event.organizationOfEvent()),
          Payload.subject(event),
          event.time(),
          event.time(),
          event.organizationOfEvent(),
          event.actor(),
          event.sequence(),
          event.version(),
          event.data());
    }
  }
}
