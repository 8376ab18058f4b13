package dev.cellwright.tasks;

import dev.cellwright.kernel.shape.Doc;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a task is to stand, told by the neighbours that its mover sees.
@Doc("A new place for a task")
record Move(
    @Doc("The column; without it, the one the task is in") @Nullable UUID columnId,
    @Doc("The task that is to stand right before it; with neither neighbour, the column's last")
        @Nullable UUID after,
    @Doc("The task that is to stand right behind it") @Nullable UUID before) {}
