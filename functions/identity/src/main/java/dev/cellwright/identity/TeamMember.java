package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Concerns;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person as a member of a team.
@Doc("A member of a team")
@Cleared(Clearance.PUBLIC)
record TeamMember(
    @Concerns UUID userId,
    String role,
    @Nullable String name,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String avatarUrl,
    Instant joinedAt,
    Instant updatedAt) {}
