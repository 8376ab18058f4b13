package dev.cellwright.testing.shelf;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Concerns;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A book as it is shown.
@Cleared(Clearance.PUBLIC)
record Book(
    UUID id,
    UUID shelfId,
    String title,
    @Nullable String author,
    long pages,
    boolean lent,
    @Nullable LocalDate publishedOn,
    @Nullable Instant readAt,
    @Concerns @Nullable UUID borrowerId,
    @Cleared(Clearance.CONFIDENTIAL) @Nullable String borrowerEmail,
    Instant createdAt,
    long version) {}
