package dev.cellwright.access;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes to think through.
@Doc("Who would gain and lose what by these changes?")
record WhatIf(
    @Doc("One after the other: what is said of the same tuple last counts") @Size(min = 1, max = 50)
        List<TupleChange> changes,
    @Doc("Only these, such as task:view or task:create; all unless given")
        @Nullable
        @Size(min = 1, max = 50)
        List<String> permissions) {}
