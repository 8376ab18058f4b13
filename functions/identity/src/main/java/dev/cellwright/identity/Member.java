package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Concerns;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person as a member of an organization. The address is for its admins, and for the person.
@Doc("A member of an organization")
@Cleared(Clearance.PUBLIC)
record Member(
    @Concerns UUID userId,
    String role,
    @Nullable String name,
    @Nullable String firstName,
    @Nullable String lastName,
    @Cleared(Clearance.CONFIDENTIAL) String email,
    @Nullable String avatarUrl,
    Instant joinedAt,
    Instant updatedAt) {}
