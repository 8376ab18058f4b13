package dev.cellwright.audit;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.shape.InvalidShape;

/// All SQL that reads the trail.
final class TrailStore {
  private static final String COLUMNS =
      """
      a.id, a.timestamp, a.actor_kind, a.actor_id, audit.actor_name(a.id) as actor_name, a.on_behalf_of, a.session_id,
      a.action, a.entity_type, a.entity_id, audit.changes(a.id) as changes, a.ip, a.correlation_id\
      """;

  /// Binds that are null are gone before the statement is planned, so that each question gets the
  /// index that answers it.
  private static final String ASKED =
      """
      a.org_id = :org::uuid
          and (:entity_type is null or a.entity_type = :entity_type)
          and (:entity_id is null or a.entity_id = :entity_id::uuid)
          and (:actor_id is null or a.actor_id = :actor_id::uuid)
          and (:action is null or a.action = :action)
          and (:from is null or a.timestamp >= :from::timestamptz)
          and (:to is null or a.timestamp < :to::timestamptz)\
      """;

  /// The organization's trail.
  static final Listing<TrailEntry> TRAIL = listing("core.audit_log a", ASKED, COLUMNS);

  /// What the reader did in the organization.
  static final Listing<TrailEntry> MINE =
      listing("core.audit_log a", "a.org_id = :org::uuid and a.actor_id = :actor::uuid", COLUMNS);

  /// What the trail says of the reader outside every organization.
  static final Listing<TrailEntry> ME =
      listing(
          "audit.own() a",
          "true",
          """
          a.id, a.timestamp, a.actor_kind, a.actor_id, a.actor_name, a.on_behalf_of, a.session_id,
          a.action, a.entity_type, a.entity_id, a.changes, a.ip, a.correlation_id\
          """);

  private TrailStore() {}

  private static Listing<TrailEntry> listing(String from, String where, String columns) {
    return Listing.of(TrailEntry.class)
        .from(from)
        .where(where)
        .key("a.id")
        .shows(columns)
        .mayBeLong("changes")
        .choice("timestamp", "a.timestamp", Type.INSTANT)
        .filter("action", "a.action", Type.TEXT)
        .filter("entity_type", "a.entity_type", Type.TEXT)
        .filter("entity_id", "a.entity_id", Type.UUID)
        .filter("actor_id", "a.actor_id", Type.UUID)
        .filter("actor_kind", "a.actor_kind", Type.TEXT)
        .filter("on_behalf_of", "a.on_behalf_of", Type.UUID)
        .filter("correlation_id", "a.correlation_id", Type.TEXT)
        .ordered("timestamp", true)
        .build();
  }

  /// The values of what [#TRAIL] may be asked.
  ///
  /// @throws InvalidShape for a time that ends before it begins
  static Binds asked(Request request) {
    var from = Moment.of("from", request.queryIfAny("from"));
    var to = Moment.of("to", request.queryIfAny("to"));
    if (from != null && to != null && !from.isBefore(to)) {
      throw new InvalidShape("to", "must be later than from");
    }
    return Binds.of("entity_type", request.queryIfAny("entity_type"))
        .and("entity_id", request.queryIfAny("entity_id"))
        .and("actor_id", request.queryIfAny("actor_id"))
        .and("action", request.queryIfAny("action"))
        .and("from", from)
        .and("to", to);
  }
}
