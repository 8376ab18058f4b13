package dev.cellwright.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.CloudEvent;
import dev.cellwright.kernel.event.Event;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Fetches a webhook's events after a place, for whoever can't be called. They come out of the log
/// of events itself: nothing that comes later stands before a place that was told, and the events
/// of one entity stand in their order. What was fetched is not marked; whoever comes with an old
/// place is told again.
final class PollEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  sealed interface Outcome {
    record Fetched(Polled polled) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;
  private final Supplier<SubscribableEvents> events;

  PollEvents(Database database, Supplier<SubscribableEvents> events) {
    this.database = database;
    this.events = events;
  }

  /// @param after a cursor; null for the beginning
  Outcome poll(UUID webhook, @Nullable String after, @Nullable Integer limit) {
    var place = after == null ? PollStore.Place.START : PollStore.Place.of(after);
    var types = events.get().types().stream().map(EventTypeShown::type).toList();
    var logged = database.all(PollStore.AFTER, PollStore.after(webhook, place, types, limit));
    return logged.isEmpty() ? new Outcome.NotFound(webhook) : new Outcome.Fetched(polled(logged));
  }

  private static Polled polled(List<PollStore.Logged> logged) {
    var end = logged.getLast();
    return new Polled(
        logged.stream().filter(each -> each.event() != null).map(PollEvents::item).toList(),
        cursor(end),
        end.more());
  }

  private static Polled.Item item(PollStore.Logged logged) {
    var event = told(Objects.requireNonNull(logged.event()));
    return new Polled.Item(
        Objects.requireNonNull(logged.delivery()),
        event.type(),
        cursor(logged),
        Polled.Message.of(event));
  }

  private static String cursor(PollStore.Logged logged) {
    return new PollStore.Place(logged.turn(), logged.sequence()).cursor();
  }

  private static Event told(String text) {
    try {
      return CloudEvent.told(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the log tells events in JSON", e);
    }
  }
}
