package dev.cellwright.kernel.auth;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whoever an access token speaks for.
///
/// @param person the `sub` claim
/// @param session the `sid` claim: the log-in that the token belongs to
/// @param organization the `org` claim; null where the token speaks for no organization
/// @param plan the `plan` claim: the organization's when the token was signed. Something to count
///   by, nothing to decide by.
public record Principal(
    UUID person, UUID session, @Nullable UUID organization, @Nullable String plan) {

  /// Without a plan.
  public Principal(UUID person, UUID session, @Nullable UUID organization) {
    this(person, session, organization, null);
  }
}
