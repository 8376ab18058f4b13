package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Range;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// A secret that a provider made.
@Doc("What a provider signs with from now on")
record GivenSecret(
    @Text(min = 8, max = 500) String secret,
    @Doc("How long the secret before still holds, in seconds; a day where it isn't said")
        @Range(min = 0, max = 2_592_000)
        @Nullable Integer earlierHoldsSeconds) {}
