package dev.cellwright.kernel.data;

/// The database's refusal of a call before any of it ran.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Why.
  public enum Reason {
    /// The session was ended or revoked.
    SESSION_ENDED,
    /// The actor lacks the permission.
    NOT_ALLOWED,
    /// The actor lacks the permission, and may not even view what it was asked on.
    NOT_SEEN,
    /// The person is no member of the organization.
    NOT_A_MEMBER,
    /// A command with this key is running.
    RUNNING,
    /// The key was used for another command.
    KEY_REUSED,
    /// The caller's rate bucket is empty.
    TOO_MANY
  }

  private final Reason reason;
  private final int retryAfterSeconds;

  Refused(Reason reason) {
    this(reason, 1);
  }

  Refused(Reason reason, int retryAfterSeconds) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /// When to try again, for the reasons that pass.
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public Reason reason() {
    return reason;
  }
}
