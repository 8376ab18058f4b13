package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A webhook just registered, with its secret: the one time that it is shown.
@Doc("A webhook just registered, with its secret")
@Cleared(Clearance.PUBLIC)
record NewlyRegistered(
    UUID id,
    UUID orgId,
    String name,
    @Nullable String description,
    @Nullable String url,
    List<String> events,
    boolean active,
    int failureCount,
    @Nullable Instant disabledAt,
    @Nullable String disabledReason,
    UUID createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version,
    @Doc("Shown now and never again") String secret) {}
