package dev.cellwright.kernel.http;

import org.jspecify.annotations.Nullable;

/// Who may call a route at all, before anything is looked up.
public sealed interface Access {
  /// Anybody, without a token.
  ///
  /// @param heedsToken whether a token that is sent all the same says who calls; it must be valid
  ///   then
  record Open(boolean heedsToken) implements Access {}

  /// Whoever is logged in, whatever organization the token speaks for.
  record Person() implements Access {}

  /// A member of an organization, to whom the permission is granted.
  ///
  /// @param permission entity and verb, for example `task.edit`
  /// @param organizationParameter the path parameter that names the organization; null where it is
  ///   the one that the token speaks for
  record Member(String permission, @Nullable String organizationParameter) implements Access {}
}
