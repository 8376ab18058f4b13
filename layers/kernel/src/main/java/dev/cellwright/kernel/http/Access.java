package dev.cellwright.kernel.http;

/// Who may call a route at all, before anything is looked up.
public sealed interface Access {
  /// Anybody, without a token.
  record Open() implements Access {}

  /// Whoever is logged in, whatever organization the token speaks for.
  record Person() implements Access {}

  /// A member of the organization that the token speaks for, to whom the permission is granted.
  ///
  /// @param permission entity and verb, for example `task.edit`
  record Member(String permission) implements Access {}
}
