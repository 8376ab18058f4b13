package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OmittedWhenNull;
import dev.cellwright.kernel.shape.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of who has which relation to a thing.
@Cleared(Clearance.PUBLIC)
record Audit(List<Entry> data, Meta meta) {

  /// One subject's relation.
  @Cleared(Clearance.PUBLIC)
  record Entry(
      Holder subject,
      String relation,
      @Doc("Whether it follows from something else, and was not given as such") boolean inherited,
      @Doc("From the thing to where the subject stands") List<ObjectNode> path) {}

  /// Who has it.
  ///
  /// @param id null where everybody of the type is meant
  @Cleared(Clearance.PUBLIC)
  record Holder(
      String type, @Nullable UUID id, @OmittedWhenNull @Nullable String relation) {}

  /// Where the page ends.
  @Cleared(Clearance.PUBLIC)
  record Meta(
      int limit,
      @Wire("hasNext") boolean hasNext,
      @Doc("Where the next page starts; null on the last page") @Nullable String cursor) {}

  /// @param rows one more than `limit` where there is a next page
  static Audit of(List<AuditRow> rows, int limit) {
    var shown = rows.subList(0, Math.min(limit, rows.size()));
    var more = rows.size() > limit;
    return new Audit(
        shown.stream().map(Audit::entry).toList(),
        new Meta(limit, more, more ? shown.getLast().place() : null));
  }

  private static Entry entry(AuditRow row) {
    var steps = new ArrayList<ObjectNode>();
    if (row.path() != null) {
      row.path().path("steps").forEach(step -> steps.add((ObjectNode) step));
    }
    return new Entry(
        new Holder(String.valueOf(row.subjectType()), row.subject(), row.subjectRelation()),
        String.valueOf(row.relation()),
        Boolean.TRUE.equals(row.inherited()),
        steps);
  }
}
