package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Concerns;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail that was asked for, and what became of it.
@Doc("A mail, and what became of it")
record EmailLogEntry(
    UUID id,
    @Concerns @Nullable UUID userId,
    @Cleared(Clearance.CONFIDENTIAL) @Nullable String toAddress,
    String templateSlug,
    @Nullable String locale,
    @Cleared(Clearance.CONFIDENTIAL) @Nullable String subject,
    @Doc("queued, sent, delivered, bounced, complained, failed or suppressed") String status,
    @Nullable String provider,
    @Nullable String providerMessageId,
    @Cleared(Clearance.CONFIDENTIAL) @Nullable String error,
    @Doc("In `list`, the variables that the template uses and was not given") ObjectNode missing,
    int attempts,
    @Doc("How often it bounced in a way that may pass") int softBounces,
    @Nullable Instant sentAt,
    Instant createdAt) {}
