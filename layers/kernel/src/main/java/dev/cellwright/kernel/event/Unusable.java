package dev.cellwright.kernel.event;

/// An event or message that will be no better the next time: it goes to the dead-letter queue at
/// once, with this reason.
public final class Unusable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param reason for operators; quotes nothing of what somebody wrote
  public Unusable(String reason) {
    super(reason);
  }
}
