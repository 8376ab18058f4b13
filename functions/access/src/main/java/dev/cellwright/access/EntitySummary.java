package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is shown of a thing wherever it is named, whatever its type.
///
/// @param url a path of the product's web pages, not of the API
@Doc("A thing of any module, in short")
@Cleared(Clearance.PUBLIC)
record EntitySummary(
    UUID id,
    String type,
    String title,
    @Nullable String subtitle,
    @Nullable String status,
    @Nullable String avatar,
    String url) {}
