package dev.cellwright.audit;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Range;

/// What an owner says about keeping the trail.
@Doc("For how long the trail is to stay")
record NewRetention(@Range(min = 1, max = 1200) int months) {}
