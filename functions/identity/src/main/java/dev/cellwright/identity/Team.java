package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A team, as somebody who may see it sees it.
///
/// @param role the role that the reader has in it; null where the reader isn't in it
/// @param version counts its changes, those of its members included; the entity tag
@Doc("A team, and the reader's role in it")
@Cleared(Clearance.PUBLIC)
record Team(
    UUID id,
    UUID orgId,
    String name,
    String description,
    String visibility,
    @Doc("`lead` or `member`; null for a reader who isn't in the team") @Nullable String role,
    UUID createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
