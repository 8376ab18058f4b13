package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An organization, as one of its members sees it, or somebody whom it has asked to be one.
///
/// @param role the role that the reader has in it, or has upon accepting
/// @param joinedAt when the reader accepted; null while the membership is open
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
    @Doc("Null while the membership is open: switching to the organization accepts it")
        @Nullable Instant joinedAt,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
