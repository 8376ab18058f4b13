package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A thing that another is linked to: an [EntitySummary], and how. One that is linked twice is two.
@Doc("A linked thing")
@Cleared(Clearance.PUBLIC)
record LinkedEntity(
    UUID id,
    String type,
    String title,
    @Nullable String subtitle,
    @Nullable String status,
    @Nullable String avatar,
    String url,
    UUID linkId,
    String relationship,
    @Doc("Whether the link leads to this thing, rather than from it") boolean outgoing,
    Instant linkedAt) {}
