package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a person is told.
@Doc("When the caller is left alone, and how often they get mail")
@Cleared(Clearance.PUBLIC)
record NotificationSettings(
    @Doc("As 22:00; null where there are no quiet hours") @Nullable String quietStart,
    @Nullable String quietEnd,
    @Doc("Null for the one of the profile") @Nullable String timezone,
    String frequency,
    @Nullable Instant lastSentAt,
    @Doc("When what is collected is sent; null while nothing is") @Nullable Instant nextSendAt) {}
