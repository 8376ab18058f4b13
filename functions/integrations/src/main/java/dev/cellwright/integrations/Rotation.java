package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Range;
import org.jspecify.annotations.Nullable;

/// How long the secret before holds beside the new one.
@Doc("A rotation of a secret")
record Rotation(
    @Doc("How long the secret before still holds, in seconds; a day where it isn't said")
        @Range(min = 0, max = 2_592_000)
        @Nullable Integer earlierHoldsSeconds) {}
