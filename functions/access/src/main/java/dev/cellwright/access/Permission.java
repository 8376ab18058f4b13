package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import org.jspecify.annotations.Nullable;

/// A permission, be it of the organization as a whole, of one thing, or of both.
@Cleared(Clearance.PUBLIC)
record Permission(
    @Doc("Type and verb: task:create") String permission,
    String module,
    String summary,
    @Doc("The least tier that has it on everything; null where no tier does")
        @Nullable String leastRole,
    @Doc("Whether a custom role may hold it; one of single things alone follows from others")
        boolean assignable) {}
