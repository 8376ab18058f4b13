package dev.cellwright.kernel.auth;

/// The secret that signs database contexts.
///
/// @param id names the key to the database, which may hold two while one is rotated
public record ContextKey(String id, byte[] secret) {

  /// Never shows the secret.
  @Override
  public String toString() {
    return "ContextKey[" + id + "]";
  }
}
