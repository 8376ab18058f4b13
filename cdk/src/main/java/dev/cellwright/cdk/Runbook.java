package dev.cellwright.cdk;

/// What to do when an alarm rings: a section of `docs/runbooks.md`, and whose it is.
enum Runbook {
  FUNCTION_ERRORS(Owner.PLATFORM, "function-errors"),
  FUNCTION_THROTTLES(Owner.PLATFORM, "function-throttles"),
  SLOW_REQUESTS(Owner.PLATFORM, "slow-requests"),
  API_FAULTS(Owner.PLATFORM, "api-faults"),
  SOCKET_FAULTS(Owner.PLATFORM, "socket-faults"),
  DEAD_LETTERS(Owner.PLATFORM, "dead-letters"),
  LATE_MESSAGES(Owner.PLATFORM, "late-messages"),
  MODULE_GAUGE(Owner.PLATFORM, "module-gauges"),
  MODULE_FINDING(Owner.SECURITY, "module-findings"),
  FAILED_JOB(Owner.PLATFORM, "failed-jobs"),
  ROLLED_BACK(Owner.PLATFORM, "rolled-back"),
  ERROR_BUDGET(Owner.PLATFORM, "error-budget"),
  LATENCY_BUDGET(Owner.PLATFORM, "latency-budget"),
  DATABASE_FULL(Owner.PLATFORM, "database-full"),
  DATABASE_STORAGE(Owner.PLATFORM, "database-storage"),
  LATE_EVENTS(Owner.PLATFORM, "late-events"),
  SILENT_RELAY(Owner.PLATFORM, "silent-relay"),
  MAIL_REPUTATION(Owner.PLATFORM, "mail-reputation"),
  CERTIFICATE_EXPIRY(Owner.PLATFORM, "certificate-expiry"),
  ROOT_USE(Owner.SECURITY, "root-use"),
  LOGIN_WITHOUT_MFA(Owner.SECURITY, "log-in-without-a-second-factor"),
  POLICY_CHANGE(Owner.SECURITY, "policy-changes"),
  TRAIL_TAMPERING(Owner.SECURITY, "trail-tampering"),
  KEY_LOSS(Owner.SECURITY, "keys-disabled-or-deleted"),
  BUCKET_POLICY_CHANGE(Owner.SECURITY, "bucket-policy-changes"),
  DENIED_CALLS(Owner.SECURITY, "denied-calls"),
  FIREWALL_REFUSALS(Owner.SECURITY, "firewall-refusals");

  /// Who is told, by a topic of the cell.
  enum Owner {
    PLATFORM("platform"),
    SECURITY("security");

    private final String text;

    Owner(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private final Owner owner;
  private final String section;

  Runbook(Owner owner, String section) {
    this.owner = owner;
    this.section = section;
  }

  Owner owner() {
    return owner;
  }

  /// The anchor of its section.
  String section() {
    return section;
  }
}
