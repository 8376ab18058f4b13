package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of fetching: what the log of events has for a webhook behind a place.
final class PollStore {
  /// How many are fetched at a time, and how many bytes of them, so that an answer fits its call.
  private static final int MOST = 100;

  private static final int MOST_BYTES = 600_000;

  /// An event of the log; the last row has none, and says how far the log was read.
  ///
  /// @param event as the database tells it
  /// @param more whether there is more at once
  record Logged(
      long turn, long sequence, @Nullable UUID delivery, @Nullable String event, boolean more) {}

  /// No row where there is no such webhook. It is told what its patterns say now, since it was
  /// registered.
  static final Query<Logged> AFTER =
      Query.of(
          Logged.class,
          """
          select l.turn, l.sequence, integrations.delivery_id(w.id, l.event_id) as delivery, l.event, l.more
          from integrations.webhook_subscriptions w
          cross join lateral api.event_log(
            :turn::bigint, :sequence::bigint,
            array(
              select t.type from jsonb_array_elements_text(:types::jsonb) t (type)
              where w.events && array[t.type, split_part(t.type, '.', 1) || '.*', '*']),
            w.created_at, :limit::int, :bytes::int) l
          where w.org_id = :org::uuid and w.id = :id::uuid
          order by l.turn, l.sequence, l.event is null
          """);

  private PollStore() {}

  /// @param types of events that are told to anybody outside
  static Binds after(UUID webhook, Place place, Collection<String> types, @Nullable Integer limit) {
    var told = JsonNodeFactory.instance.arrayNode();
    types.forEach(told::add);
    return Binds.of("id", webhook)
        .and("turn", place.turn())
        .and("sequence", place.sequence())
        .and("types", told)
        .and("limit", limit == null ? MOST : Math.min(limit, MOST))
        .and("bytes", MOST_BYTES);
  }

  /// A place in the log, as a cursor writes it.
  record Place(long turn, long sequence) {
    static final String FORM = "(0|[1-9][0-9]{0,17})-(0|[1-9][0-9]{0,17})";

    /// Before everything.
    static final Place START = new Place(0, 0);

    /// @param cursor of the form above
    static Place of(String cursor) {
      var parts = cursor.split("-", 2);
      return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    String cursor() {
      return turn + "-" + sequence;
    }
  }
}
