package dev.cellwright.testing.prove;

/// One attack and how it went.
///
/// @param subject what was attacked: a table, a view, a function, a role
/// @param operation `select`, `insert`, `update`, `delete`, `call`, `inject`, `refer`, `lint`
/// @param attack as whom, and how
/// @param detail why it counts as it does; empty where the verdict says it all
public record Proof(
    String subject, String operation, String attack, Verdict verdict, String detail) {

  /// How an attack went.
  public enum Verdict {
    /// Nothing of another tenant was read or changed.
    REFUSED,
    /// Something was, or could be.
    LEAKED,
    /// It failed for a reason that has nothing to do with isolation, so it proves nothing. Counts
    /// as a leak.
    UNPROVEN
  }

  public static Proof refused(String subject, String operation, String attack) {
    return new Proof(subject, operation, attack, Verdict.REFUSED, "");
  }

  public static Proof leaked(String subject, String operation, String attack, String detail) {
    return new Proof(subject, operation, attack, Verdict.LEAKED, detail);
  }

  public static Proof unproven(String subject, String operation, String attack, String detail) {
    return new Proof(subject, operation, attack, Verdict.UNPROVEN, detail);
  }

  public boolean isGood() {
    return verdict == Verdict.REFUSED;
  }
}
