package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a task is made of. A column puts it at the column's end, and on the column's board.
@Doc("A task to be made")
record NewTask(
    @Text(max = 500) String title,
    @Text(min = 0, max = 32768, maxBytes = 32768) @Nullable String description,
    @OneOf({"todo", "in_progress", "in_review", "blocked", "done", "cancelled"})
        @Nullable String status,
    @OneOf({"urgent", "high", "medium", "low"}) @Nullable String priority,
    @Nullable Instant dueDate,
    @Nullable Instant startDate,
    @Nullable UUID boardId,
    @Doc("Places the task at the end of this column") @Nullable UUID columnId,
    @Doc("The task of which this is a part") @Nullable UUID parentId,
    @Doc("Fields of your own") @Nullable ObjectNode metadata,
    @Doc("A member of the organization") @Nullable UUID assigneeId) {}
