package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Clearable;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;
import java.time.Instant;
import java.util.UUID;

/// What a merge patch may say of a task. Where it stands is changed by moving it.
@Doc("Changes of a task, as a JSON Merge Patch. Takes task.edit, but where a field says so")
record TaskPatch(
    @Text(max = 500) Change<String> title,
    @Clearable @Text(min = 0, max = 32768, maxBytes = 32768) Change<String> description,
    @OneOf({"todo", "in_progress", "in_review", "blocked", "done", "cancelled"})
        Change<String> status,
    @Clearable @OneOf({"urgent", "high", "medium", "low"}) Change<String> priority,
    @Clearable Change<Instant> dueDate,
    @Clearable Change<Instant> startDate,
    @Clearable Change<UUID> parentId,
    @Doc("Merged into what is there; null removes a member") Change<ObjectNode> metadata,
    @Doc("A member of the organization, to whom it is handed over. Takes task.share")
        Change<UUID> ownerId,
    @Doc("A member of the organization, who is to do it. Takes task.assign") @Clearable
        Change<UUID> assigneeId) {}
