package dev.cellwright.kernel.observe;

import dev.cellwright.kernel.event.Delivery;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Ran;
import dev.cellwright.kernel.event.Reacted;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One line of JSON for each event that a listener heard, and for each run of a job, under the ids
/// by which they are found. Never an event's data.
public final class DeliveryLog {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

  private final String service;
  private final DeliveryMetrics metrics;

  public DeliveryLog(String service, DeliveryMetrics metrics) {
    this.service = service;
    this.metrics = metrics;
  }

  /// @param age from the event's time to now, by the cell's clock
  public void reacted(Reacted reacted, Duration took, Duration age) {
    var event = reacted.event();
    var fields =
        Map.of(
            "event_type",
            event.type(),
            "event_id",
            event.id().toString(),
            "listener",
            reacted.listener().name(),
            "outcome",
            reacted.outcome().name(),
            "duration_ms",
            milliseconds(took),
            "correlation_id",
            event.correlation(),
            "org_id",
            orNone(event.organization()),
            "caused_by_trace",
            causedBy(event));
    line(fields, "reacted", reacted.failure());
    metrics.reacted(reacted, age);
  }

  public void ran(Ran ran) {
    var fields =
        Map.of(
            "job",
            ran.job(),
            "due",
            ran.due().toString(),
            "outcome",
            ran.outcome().name(),
            "execution",
            orNone(ran.execution()),
            "duration_ms",
            milliseconds(ran.took()));
    line(fields, "ran", ran.failure());
    metrics.ran(ran);
  }

  /// A message that went to the dead letters.
  public void buried(Delivery delivery, String reason) {
    line(Map.of("message_id", delivery.id(), "reason", reason), "buried", null);
    metrics.buried();
  }

  /// A message that could not be worked on at all.
  public void broken(Delivery delivery, RuntimeException fault) {
    line(Map.of("message_id", delivery.id()), "not worked on", fault);
  }

  private void line(
      Map<String, String> fields, String message, @Nullable RuntimeException failure) {
    fields.forEach(MDC::put);
    MDC.put("service", service);
    try {
      if (failure == null) {
        LOG.info(message);
      } else {
        LOG.error(message, failure);
      }
    } finally {
      fields.keySet().forEach(MDC::remove);
      MDC.remove("service");
    }
  }

  private static String orNone(@Nullable UUID id) {
    return id == null ? "none" : id.toString();
  }

  /// The trace of the request that the event comes from. What listens works under its own.
  private static String causedBy(Event event) {
    var id = TraceParent.traceId(event.trace());
    return id == null ? "none" : id;
  }

  private static String milliseconds(Duration time) {
    return "%.1f".formatted(time.toNanos() / 1_000_000.0);
  }
}
