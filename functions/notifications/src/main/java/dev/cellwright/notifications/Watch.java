package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That the caller watches a thing, or muted it.
@Doc("A thing that the caller watches, or wants to hear nothing of")
@Cleared(Clearance.PUBLIC)
record Watch(
    String entityType,
    UUID entityId,
    boolean muted,
    @Doc("Null: as of anything") @Nullable List<String> channels,
    Instant createdAt,
    long version) {}
