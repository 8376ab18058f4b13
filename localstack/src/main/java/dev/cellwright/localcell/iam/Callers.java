package dev.cellwright.localcell.iam;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everybody who has credentials in this cell, and the permissions they used.
public final class Callers {

  /// Makes credentials for a role. Each call makes new ones; earlier ones stay valid.
  public Credentials issue(String roleArn, Policy policy) {
    throw new UnsupportedOperationException();
  }

  public @Nullable Caller find(String accessKeyId) {
    throw new UnsupportedOperationException();
  }

  /// Lets the caller pass and remembers the permission as used, or throws [AccessDenied].
  public void check(
      Caller caller, String action, String resource, Map<String, String> conditionKeys) {
    throw new UnsupportedOperationException();
  }

  /// The permissions used so far.
  public Set<Use> used() {
    throw new UnsupportedOperationException();
  }
}
