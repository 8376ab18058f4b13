package dev.cellwright.testing.shelf;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands in a book.
@Cleared(Clearance.PUBLIC)
record BookText(UUID id, @Nullable String content) {}
