package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An organization, as one of its members sees it.
///
/// @param role the role that the reader has in it
/// @param version counts its changes, those of its members included; the entity tag
@Doc("An organization, and the reader's role in it")
@Cleared(Clearance.PUBLIC)
record Organization(
    UUID id,
    String name,
    String slug,
    String plan,
    @Nullable String logoUrl,
    String defaultTimezone,
    boolean personal,
    String role,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
