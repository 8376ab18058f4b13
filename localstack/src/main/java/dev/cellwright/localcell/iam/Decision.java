package dev.cellwright.localcell.iam;

/// What policies say about an action on a resource.
public enum Decision {
  ALLOWED,
  DENIED_EXPLICITLY,
  DENIED_IMPLICITLY;

  public boolean isAllowed() {
    return this == ALLOWED;
  }
}
