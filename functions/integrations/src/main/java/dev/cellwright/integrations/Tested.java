package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Doc;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a test message went.
@Doc("How a test message went")
record Tested(
    UUID deliveryId,
    @Doc("Whether the receiver answered with a status from 200 to 299") boolean delivered,
    @Nullable Integer responseStatus,
    @Doc("The beginning of what the receiver said") @Nullable String responseBody,
    @Doc("Why there is no answer") @Nullable String error,
    int ms) {}
