package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be sent again.
@Doc("A time range of events to be sent again")
record Replay(
    @Doc("When the first of them happened") Instant from,
    @Doc("The time before which they happened") Instant to,
    @Doc("Only these types, as in a webhook; all where it is left out") @Size(min = 1, max = 50)
        @Nullable List<String> events) {}
