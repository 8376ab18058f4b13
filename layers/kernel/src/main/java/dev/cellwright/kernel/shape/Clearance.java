package dev.cellwright.kernel.shape;

/// How far a value may go, least confidential first. Also what a reader is cleared for.
public enum Clearance {
  /// Guests of an organization too.
  PUBLIC,
  /// Members of the organization.
  INTERNAL,
  /// Admins of the organization, and the person concerned.
  CONFIDENTIAL,
  /// Nobody: the value never leaves the cell.
  RESTRICTED;

  /// Whether a reader cleared for this may be shown a value that needs `needed`.
  public boolean covers(Clearance needed) {
    return needed != RESTRICTED && needed.compareTo(this) <= 0;
  }
}
