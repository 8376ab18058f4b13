package dev.cellwright.localcell.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The operation `PutEvents`: up to ten events, each taken or refused for itself.
record PutEvents(Buses buses) {
  private static final int MOST_ENTRIES = 10;
  private static final int LARGEST_REQUEST = 1024 * 1024;

  Prepared prepare(byte[] body, @Nullable String traceHeader) {
    var entries = Input.of(body, Set.of("Entries")).list("Entries");
    if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
      throw Input.invalid(
          "Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10");
    }
    var read = new ArrayList<EventEntry>();
    for (var each : entries) {
      if (!(each instanceof ObjectNode object)) {
        throw new AwsError("SerializationException", 400, "an entry is no object");
      }
      read.add(EventEntry.of(object));
    }
    if (read.stream().mapToLong(EventEntry::size).sum() > LARGEST_REQUEST) {
      throw Input.invalid("Total size of the entries in the request is over the limit.");
    }
    return new Prepared(needs(read), () -> put(read, traceHeader));
  }

  private List<Need> needs(List<EventEntry> entries) {
    var needs = new LinkedHashSet<Need>();
    for (var each : entries) {
      var bus = buses.find(each.bus());
      if (bus == null) {
        throw new AwsError(
            "ResourceNotFoundException", 400, "Event bus " + each.bus() + " does not exist.");
      }
      needs.add(
          new Need(
              "events:PutEvents",
              bus.arn(),
              Map.of("events:source", each.source(), "events:detail-type", each.detailType())));
    }
    return List.copyOf(needs);
  }

  private ObjectNode put(List<EventEntry> entries, @Nullable String traceHeader) throws Exception {
    var answer = Json.object();
    var results = answer.putArray("Entries");
    var events = new ArrayList<Event>();
    var failed = 0;
    for (var each : entries) {
      switch (each.check()) {
        case EventEntry.Good(var detail) -> {
          var event = each.event(buses.place(), buses.clock().instant(), detail, traceHeader);
          events.add(event);
          results.addObject().put("EventId", event.id());
        }
        case EventEntry.Bad(var code, var message) -> {
          failed++;
          results.addObject().put("ErrorCode", code).put("ErrorMessage", message);
        }
      }
    }
    buses.publish(events);
    return answer.put("FailedEntryCount", failed);
  }
}
