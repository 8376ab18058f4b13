package dev.cellwright.tasks;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;
import java.util.UUID;

/// What stands in a column, shown to whoever saw it otherwise.
@Doc("A column's first hundred tasks, in order")
@Cleared(Clearance.PUBLIC)
record ColumnNow(UUID columnId, List<Placed> tasks) {

  /// A task at its place.
  @Cleared(Clearance.PUBLIC)
  record Placed(UUID id, String title, String position) {}
}
