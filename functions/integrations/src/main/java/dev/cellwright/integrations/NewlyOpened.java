package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;

/// An endpoint just opened, with its URL: the one time that it is shown.
@Doc("An endpoint just opened, with the URL to tell the provider")
@Cleared(Clearance.PUBLIC)
record NewlyOpened(
    UUID id,
    UUID orgId,
    String provider,
    String name,
    boolean active,
    boolean hasSecret,
    UUID createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version,
    @Doc("Shown now and never again") String url) {}
