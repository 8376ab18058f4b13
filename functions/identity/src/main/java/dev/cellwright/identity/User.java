package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Concerns;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person, as that person sees themselves.
///
/// @param version counts the changes, log-ins included; the entity tag
@Doc("A person")
@Cleared(Clearance.CONFIDENTIAL)
record User(
    @Concerns UUID id,
    String email,
    @Doc("First and last name together") @Nullable String name,
    @Nullable String firstName,
    @Nullable String lastName,
    @Doc("The same as avatar_url") @Nullable String avatar,
    @Nullable String avatarUrl,
    String timezone,
    String locale,
    @Nullable Instant lastLoginAt,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
