package dev.cellwright.kernel.data;

/// The database's refusal of a call before any of it ran.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Why.
  public enum Reason {
    /// The session was ended or revoked.
    SESSION_ENDED,
    /// The role lacks the permission.
    NOT_ALLOWED,
    /// The person is no member of the organization.
    NOT_A_MEMBER,
    /// A command with this key is running.
    RUNNING,
    /// The key was used for another command.
    KEY_REUSED
  }

  private final Reason reason;

  Refused(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
