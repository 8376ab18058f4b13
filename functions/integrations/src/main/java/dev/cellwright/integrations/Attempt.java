package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One attempt to deliver.
///
/// @param status what the receiver answered; null where it didn't
/// @param error why there is no answer, in our words
@Doc("An attempt to deliver")
@Cleared(Clearance.PUBLIC)
record Attempt(Instant at, @Nullable Integer status, @Nullable String error, int ms) {}
