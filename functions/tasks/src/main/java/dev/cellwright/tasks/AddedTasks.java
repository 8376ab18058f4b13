package dev.cellwright.tasks;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of tasks that were made together: of each what its maker can't know.
@Doc("The tasks that were made, in the order in which they were sent")
@Cleared(Clearance.PUBLIC)
record AddedTasks(List<Added> tasks) {

  /// @param version the entity tag, were the task read
  @Doc("A task that was made: what of it was not sent")
  @Cleared(Clearance.PUBLIC)
  record Added(
      UUID id,
      @Nullable UUID boardId,
      @Nullable UUID columnId,
      @Nullable String position,
      long version) {}
}
