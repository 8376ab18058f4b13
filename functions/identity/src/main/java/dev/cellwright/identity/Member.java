package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Concerns;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person as a member of an organization. The address is for its admins, and for the person.
///
/// @param email null, like the names and the picture, while the membership is open
/// @param joinedAt when the person accepted; null while the membership is open
@Doc("A member of an organization; until the person accepts, joined_at is null and so is who it is")
@Cleared(Clearance.PUBLIC)
record Member(
    @Concerns UUID userId,
    String role,
    @Nullable String name,
    @Nullable String firstName,
    @Nullable String lastName,
    @Cleared(Clearance.CONFIDENTIAL) @Nullable String email,
    @Nullable String avatarUrl,
    @Doc("Null while the membership waits for the person to accept it") @Nullable Instant joinedAt,
    Instant updatedAt) {}
