package dev.cellwright.cdk;

import software.constructs.Construct;

/// What the security team sees of the cell's account: who called AWS for what, in files that nobody
/// can change, in alarms, and in queries.
final class CellAudit extends Construct {

  CellAudit(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    var key = new AuditKey(this, "Key", plan).key();
    var bucket = new AuditBucket(this, "Files", plan, key).bucket();
    var logs = new CellLogs(plan, key);
    var trails = new AuditTrails(this, "Trails", logs, bucket);
    new AuditAlarms(this, "Alarms", plan, trails.log());
    new AuditQueries(this, "Queries", plan, key, bucket);
  }
}
