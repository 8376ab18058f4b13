package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who runs the cell, as others see them who do.
@Doc("A person who runs the cell")
record SuperAdmin(
    UUID userId,
    @Nullable String name,
    String email,
    @Doc("Null for who was appointed by the cell's operator") @Nullable UUID appointedBy,
    Instant appointedAt) {}
