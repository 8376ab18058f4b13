package dev.cellwright.kernel.auth;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whoever an access token speaks for.
///
/// @param person the `sub` claim
/// @param session the `sid` claim: the log-in that the token belongs to
/// @param organization the `org` claim; null where the token speaks for no organization
public record Principal(UUID person, UUID session, @Nullable UUID organization) {}
