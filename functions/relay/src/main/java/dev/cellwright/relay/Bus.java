package dev.cellwright.relay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import dev.cellwright.kernel.event.CloudEvent;
import dev.cellwright.kernel.observe.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/// The cell's event bus, as the relay sees it.
record Bus(EventBridgeClient client, String name, String cell) {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

  /// EventBridge's limits for one call, with room for what it counts besides the detail.
  private static final int MOST_ENTRIES = 10;

  /// So few that the first is through before the last is begun.
  private static final int CALLS_AT_ONCE = 4;

  private static final int MOST_BYTES = 240 * 1024;
  private static final int BYTES_BESIDES = 200;

  static Bus of(Environment environment, Aws aws) {
    return new Bus(
        aws.eventBridge(),
        environment.require("EVENT_BUS_NAME"),
        environment.require("CELL_PRODUCT") + "-" + environment.require("CELL_ENVIRONMENT"));
  }

  /// An event, ready to be sent.
  private record Parcel(JsonNode told, String detail) {
    int bytes() {
      return detail.getBytes(StandardCharsets.UTF_8).length + BYTES_BESIDES;
    }
  }

  /// Publishes events, several calls beside each other. Organizations take turns, so that one's
  /// only event doesn't wait for another's hundred; what an organization did stays in its order.
  ///
  /// @return those that the bus took
  List<JsonNode> publish(List<JsonNode> events) {
    try (var threads = Executors.newFixedThreadPool(CALLS_AT_ONCE, Thread.ofVirtual().factory())) {
      var calls =
          calls(inTurns(events)).stream().map(call -> threads.submit(() -> put(call))).toList();
      return calls.stream().flatMap(call -> taken(call).stream()).toList();
    }
  }

  /// The first event of each organization, then the second of each, and so on.
  static List<JsonNode> inTurns(List<JsonNode> events) {
    var byOrganization = new LinkedHashMap<String, Queue<JsonNode>>();
    for (var told : events) {
      byOrganization
          .computeIfAbsent(told.path("organization").asText(), _ -> new ArrayDeque<>())
          .add(told);
    }
    var inTurns = new ArrayList<JsonNode>();
    while (inTurns.size() < events.size()) {
      byOrganization.values().stream()
          .map(Queue::poll)
          .filter(Objects::nonNull)
          .forEach(inTurns::add);
    }
    return inTurns;
  }

  private static List<JsonNode> taken(Future<List<JsonNode>> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("events can't be put on the bus", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the relay was interrupted", e);
    }
  }

  private List<List<Parcel>> calls(List<JsonNode> events) {
    var calls = new ArrayList<List<Parcel>>();
    var call = new ArrayList<Parcel>();
    var bytes = 0;
    for (var told : events) {
      var parcel = new Parcel(told, CloudEvent.of(cell, told).toString());
      if (call.size() == MOST_ENTRIES || bytes + parcel.bytes() > MOST_BYTES) {
        calls.add(List.copyOf(call));
        call.clear();
        bytes = 0;
      }
      call.add(parcel);
      bytes += parcel.bytes();
    }
    if (!call.isEmpty()) {
      calls.add(List.copyOf(call));
    }
    return calls;
  }

  /// One call. Of one that fails nothing counts as taken: an event that was taken all the same is
  /// published again, and known to its consumers.
  private List<JsonNode> put(List<Parcel> parcels) {
    try {
      var results =
          client
              .putEvents(request -> request.entries(parcels.stream().map(this::entry).toList()))
              .entries();
      var taken = new ArrayList<JsonNode>();
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).errorCode() == null) {
          taken.add(parcels.get(i).told());
        } else {
          LOG.warn(
              "the bus did not take {}: {}",
              parcels.get(i).told().path("id").asText(),
              results.get(i).errorCode());
        }
      }
      return taken;
    } catch (SdkException e) {
      LOG.warn("the bus took none of {} events", parcels.size(), e);
      return List.of();
    }
  }

  private PutEventsRequestEntry entry(Parcel parcel) {
    var told = parcel.told();
    return PutEventsRequestEntry.builder()
        .eventBusName(name)
        .source("cell." + told.required("module").asText())
        .detailType(told.required("type").asText())
        .detail(parcel.detail())
        .time(OffsetDateTime.parse(told.required("time").asText()).toInstant())
        .traceHeader(TraceParent.xray(told.path("trace").textValue()))
        .build();
  }
}
