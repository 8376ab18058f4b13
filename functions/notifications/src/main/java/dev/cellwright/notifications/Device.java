package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A device that is pushed to. Its token is shown to nobody.
@Doc("A device that is pushed to")
@Cleared(Clearance.PUBLIC)
record Device(
    UUID id, String platform, @Nullable String name, Instant createdAt, Instant updatedAt) {}
