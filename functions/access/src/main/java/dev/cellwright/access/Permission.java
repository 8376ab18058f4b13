package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import org.jspecify.annotations.Nullable;

/// A permission of the organization as a whole.
@Cleared(Clearance.PUBLIC)
record Permission(
    @Doc("Type and verb: task:create") String permission,
    String module,
    String summary,
    @Doc("The least tier that has it; null where no tier does") @Nullable String leastRole,
    @Doc("Whether a custom role may hold it") boolean assignable) {}
