package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.mail.Letter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One statement of a command. Each returns rows: `returning …`, or a `select`.
///
/// A row with a column `ending` that isn't null ends the command; so does a wrong number of rows. A
/// column `event` is for the steps behind it: it is not among what the command answers.
///
/// @param expected how many rows a good outcome has; null for any number
/// @param otherwise the ending of a wrong number of rows
public record Step(Sql sql, Binds binds, @Nullable Integer expected, String otherwise) {
  private static final Sql EMIT =
      Sql.of(
          """
          select api.emit(
            :type, :entity_type, :entity_id::uuid,
            ($2 -> :from::int -> 0 ->> 'version')::bigint,
            :data::jsonb || coalesce($2 -> :from::int -> 0 -> 'event', '{}')) as event_id
          """);

  private static final Sql EMIT_AT =
      Sql.of(
          """
          select api.emit_at(
            :type, :entity_type, :entity_id::uuid,
            ($2 -> :from::int -> 0 ->> 'version')::bigint,
            :data::jsonb || coalesce($2 -> :from::int -> 0 -> 'event', '{}'),
            :due_at::timestamptz) as event_id
          """);

  private static final Sql EMIT_ALL =
      Sql.of("select api.emit_all(:type, :entity_type, $2 -> :from::int) as events");

  private static final Sql MAIL = Sql.of("select api.mail(:letter::jsonb) as letter_id");

  /// A statement that answers exactly one row; none means that the thing isn't there.
  public static Step one(Sql sql, Binds binds) {
    return new Step(sql, binds, 1, "not_found");
  }

  /// A statement about many things, which it reads from a list among its binds: it answers a row
  /// for each.
  public static Step each(int things, Sql sql, Binds binds) {
    return new Step(sql, binds, things, "not_found");
  }

  /// A statement that may answer any number of rows.
  public static Step any(Sql sql, Binds binds) {
    return new Step(sql, binds, null, "");
  }

  /// The same step with another ending for a wrong number of rows.
  public Step orElse(String ending) {
    return new Step(sql, binds, expected, ending);
  }

  /// Publishes an event about an entity that an earlier step changed.
  ///
  /// @param from the place of that step in its command; its row has the entity's `version`, which
  ///   numbers the event, and may have a column `event` with further members of the data
  public static Step event(String type, UUID entityId, int from, ObjectNode data) {
    return one(EMIT, binds(type, entityId, from, data));
  }

  /// Publishes an event when the cell's clock reaches a time, unless it is withdrawn before. Its
  /// step answers a row with the `event_id` by which it can be.
  ///
  /// @param from as for [#event(String, UUID, int, ObjectNode)]
  public static Step eventAt(String type, UUID entityId, int from, ObjectNode data, Instant dueAt) {
    return one(EMIT_AT, binds(type, entityId, from, data).and("due_at", dueAt));
  }

  private static String entityType(String type) {
    return type.substring(0, type.indexOf('.'));
  }

  private static Binds binds(String type, UUID entityId, int from, ObjectNode data) {
    return Binds.of("type", type)
        .and("entity_type", entityType(type))
        .and("entity_id", entityId)
        .and("from", from)
        .and("data", data);
  }

  /// Publishes an event about each entity that an earlier step changed, in the order of its rows.
  ///
  /// @param from the place of that step in its command; each of its rows has an `id`, a `version`,
  ///   which numbers the event, and the data in a column `event`; no two are about one entity
  public static Step events(String type, int from) {
    return one(
        EMIT_ALL, Binds.of("type", type).and("entity_type", entityType(type)).and("from", from));
  }

  /// Files a mail, to be sent once the command has taken effect. Its row names the letter, by which
  /// it is found in the log of mail.
  public static Step mail(Letter letter) {
    return one(MAIL, Binds.of("letter", letter.filed()));
  }

  /// An event whose data is all in the earlier step's column `event`.
  public static Step event(String type, UUID entityId, int from) {
    return event(type, entityId, from, JsonNodeFactory.instance.objectNode());
  }
}
