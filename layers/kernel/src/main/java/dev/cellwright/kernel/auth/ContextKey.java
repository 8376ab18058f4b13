package dev.cellwright.kernel.auth;

import org.jspecify.annotations.Nullable;

/// The secret that signs database contexts.
///
/// @param id names the key to the database, which knows two while one is rotated
/// @param before the key that this one took the place of; null for a cell's first. Nothing is
///   signed with it any more
public record ContextKey(String id, byte[] secret, @Nullable ContextKey before) {

  public ContextKey(String id, byte[] secret) {
    this(id, secret, null);
  }

  /// This key or the one before it, by its id; else null.
  public @Nullable ContextKey named(String wanted) {
    return id.equals(wanted) ? this : before == null ? null : before.named(wanted);
  }

  /// Never shows the secret.
  @Override
  public String toString() {
    return "ContextKey[" + id + "]";
  }
}
