package dev.cellwright.audit;

import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long an organization's trail stays.
///
/// @param months before it is archived
/// @param least the fewest that may be chosen
/// @param most the most that may be chosen
/// @param chosenAt when the organization chose; null where the product's choice holds
@Doc("For how long the trail stays in the database before it is archived")
record Retention(int months, int least, int most, @Nullable Instant chosenAt) {}
