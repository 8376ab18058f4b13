package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery, without what is delivered.
@Doc("An event that goes to a webhook, and how it went")
@Cleared(Clearance.PUBLIC)
record Delivery(
    UUID id,
    UUID subscriptionId,
    UUID eventId,
    String event,
    @Doc(
            "`pending`, `delivered`, `failed`, or `held`: not sent, since the webhook was inactive or has"
                + " no URL")
        String status,
    int attempts,
    @Nullable Instant nextRetryAt,
    @Nullable Integer responseStatus,
    @Doc("When the event happened") Instant occurredAt,
    @Nullable Instant deliveredAt,
    Instant createdAt) {}
