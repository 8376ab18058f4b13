package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Doc;

/// What a replay comes to.
@Doc("How many deliveries are sent again")
record Replayed(
    int deliveries, @Doc("Whether the range holds more: ask again from the last") boolean more) {}
