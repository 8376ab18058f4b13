package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a person gets text messages.
@Doc("The caller's number for text messages; it gets none until verified_at is set")
@Cleared(Clearance.PUBLIC)
record SmsNumber(
    String number, @Nullable Instant verifiedAt, Instant createdAt, Instant updatedAt) {}
