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

  /// A member of an organization who holds the permission: on the object where there is one, else
  /// in the organization.
  ///
  /// @param permission type and verb, for example `task.edit`
  /// @param organizationParameter the path parameter that names the organization; null where it is
  ///   the one that the token speaks for
  /// @param objectParameter the path parameter that names the object; null for a permission in the
  ///   organization as a whole
  record Member(
      String permission, @Nullable String organizationParameter, @Nullable String objectParameter)
      implements Access {

    /// The type of what the permission is about: `task` of `task.edit`.
    public String type() {
      return permission.substring(0, permission.indexOf('.'));
    }
  }
}
