package dev.cellwright.cdk;

import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/// What the security team sees of the cell's account: who called AWS for what, in files that nobody
/// can change, in alarms, and in queries.
final class CellAudit extends Construct {

  CellAudit(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    var key = key(stack, plan);
    var bucket = new AuditBucket(this, "Files", plan, key).bucket();
    var logs = new CellLogs(plan, key);
    var trails = new AuditTrails(this, "Trails", logs, bucket);
    if (plan.hears(Runbook.Owner.SECURITY)) {
      new AuditAlarms(this, "Alarms", plan, trails.log());
    }
    new AuditQueries(this, "Queries", plan, key, bucket);
  }

  /// The cell's own key where there is none for this alone; [CellKeys] lets the trails use it.
  private IKey key(CellStack stack, CellPlan plan) {
    return plan.config().environment().auditKey()
        ? new AuditKey(this, "Key", plan).key()
        : CellLogs.in(stack, plan).key();
  }
}
