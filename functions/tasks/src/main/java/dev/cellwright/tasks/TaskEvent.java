package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happens to tasks, as other modules hear it.
interface TaskEvent {
  record Created(
      String title,
      String status,
      @Nullable UUID boardId,
      @Nullable UUID columnId,
      @Nullable UUID parentId,
      @Nullable UUID assigneeId)
      implements TaskEvent {}

  /// @param changes the changed fields but the description, each with its new value
  record Updated(ObjectNode changes, @Nullable UUID assigneeId) implements TaskEvent {}

  record Moved(UUID boardId, UUID columnId, @Nullable UUID fromColumnId, String position)
      implements TaskEvent {}

  record Completed(UUID completedBy, @Nullable UUID assigneeId) implements TaskEvent {}

  record Reopened(@Nullable UUID assigneeId) implements TaskEvent {}

  record Deleted(@Nullable UUID assigneeId) implements TaskEvent {}
}
