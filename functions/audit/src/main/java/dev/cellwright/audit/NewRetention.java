package dev.cellwright.audit;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Range;

/// What an owner says about keeping the trail.
@Doc("For how long the trail is to stay")
record NewRetention(
    @Doc("What the product allows of it, `GET` says as `least` and `most`")
        @Range(min = KeptMonths.FEWEST, max = KeptMonths.LONGEST)
        int months) {}
