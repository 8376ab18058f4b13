package dev.cellwright.localcell.iam;

/// A call that the caller's role does not allow; names action, resource and role.
public final class AccessDenied extends RuntimeException {
  private static final long serialVersionUID = 1;

  public AccessDenied(String roleArn, String action, String resource, Decision decision) {
    super(
        "User: %s is not authorized to perform: %s on resource: %s because %s"
            .formatted(roleArn, action, resource, reason(decision, action)));
  }

  private static String reason(Decision decision, String action) {
    return decision == Decision.DENIED_EXPLICITLY
        ? "an identity-based policy explicitly denies the " + action + " action"
        : "no identity-based policy allows the " + action + " action";
  }
}
