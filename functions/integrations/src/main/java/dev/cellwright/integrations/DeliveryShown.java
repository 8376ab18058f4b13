package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery with what is delivered, and each attempt.
@Doc("A delivery with what is delivered, and its last ten attempts")
@Cleared(Clearance.PUBLIC)
record DeliveryShown(
    UUID id,
    UUID subscriptionId,
    UUID eventId,
    String event,
    String status,
    int attempts,
    @Nullable Instant nextRetryAt,
    @Nullable Integer responseStatus,
    @Doc("The beginning of what the receiver said") @Nullable String responseBody,
    List<Attempt> log,
    Instant occurredAt,
    @Nullable Instant deliveredAt,
    Instant createdAt,
    ObjectNode payload) {}
