package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened in the cell, as a listener hears it. On the wire it is a CloudEvents 1.0
/// envelope.
///
/// @param type entity and past participle: `task.completed`
/// @param version of the type's data; a listener may meet older ones
/// @param organization whose event it is; null for what concerns no organization
/// @param sequence counts the events of this entity, from 1 and without gaps
/// @param time when it happened, by the cell's clock
/// @param actor who did it; null for a job's or a migration's
/// @param onBehalfOf for whom a job or another module did it
/// @param trace the trace of the request that caused it
public record Event(
    UUID id,
    String type,
    int version,
    @Nullable UUID organization,
    String entityType,
    UUID entityId,
    long sequence,
    Instant time,
    @Nullable UUID actor,
    @Nullable UUID onBehalfOf,
    @Nullable String correlationId,
    @Nullable String trace,
    ObjectNode data) {

  /// The data as a record. Members that the record doesn't know are passed over, and those that are
  /// missing are null: an event may be older or newer than its listener.
  public <T extends Record> T data(Class<T> type) {
    return EventData.read(data, type);
  }

  /// The organization of an event that has one.
  ///
  /// @throws IllegalStateException where it has none
  public UUID organizationOfEvent() {
    if (organization == null) {
      throw new IllegalStateException(type + " concerns no organization");
    }
    return organization;
  }

  /// Under which id what comes of it is found: the request's, or the event's own.
  public String correlation() {
    return correlationId == null ? id.toString() : correlationId;
  }

  /// Never shows the data.
  @Override
  public String toString() {
    return "Event[" + type + " " + id + "]";
  }
}
