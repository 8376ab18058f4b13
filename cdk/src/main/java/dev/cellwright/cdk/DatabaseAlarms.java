package dev.cellwright.cdk;

import dev.cellwright.config.Database;
import java.math.BigDecimal;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.constructs.Construct;

/// Ways in which the database runs out: of capacity, of connections, of storage, of transaction
/// ids.
final class DatabaseAlarms extends Construct {
  private static final Duration PERIOD = Duration.minutes(5);
  private static final int NEARLY_ALL_PERCENT = 90;
  private static final long GIB = 1L << 30;

  /// Half of what PostgreSQL has before it stops taking writes.
  private static final long TRANSACTION_IDS = 1_000_000_000L;

  /// Of the 128 TiB that a volume can have.
  private static final long VOLUME_LEFT_BYTES = 10 * 1024 * GIB;

  /// Of what sorts and index builds spill to.
  private static final long LOCAL_LEFT_BYTES = GIB;

  private final CellNames names;

  DatabaseAlarms(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    names = plan.names();
    var settings = plan.config().environment().database();
    above("ACUUtilization", "Average", NEARLY_ALL_PERCENT, "it is nearly as large as it may get");
    above("CPUUtilization", "Average", NEARLY_ALL_PERCENT, "its processors are busy");
    above("DatabaseConnections", "Maximum", mostConnections(settings), "connections run out");
    CellAlarm.raise(
        this,
        "MaximumUsedTransactionIDs",
        Runbook.DATABASE_STORAGE,
        names.cluster() + ": old rows are not cleaned away, and transaction ids run out",
        alarm ->
            alarm
                .metric(
                    Measure.database(names, "MaximumUsedTransactionIDs").over(PERIOD, "Maximum"))
                .threshold(TRANSACTION_IDS)
                .evaluationPeriods(1));
    below("AuroraVolumeBytesLeftTotal", VOLUME_LEFT_BYTES, "its volume is nearly full");
    below("FreeLocalStorage", LOCAL_LEFT_BYTES, "what it writes on the side is nearly full");
  }

  private void above(String metric, String statistic, long bound, String meaning) {
    CellAlarm.raise(
        this,
        metric,
        Runbook.DATABASE_FULL,
        names.cluster() + ": " + meaning,
        alarm ->
            alarm
                .metric(Measure.database(names, metric).over(PERIOD, statistic))
                .threshold(bound)
                .evaluationPeriods(3));
  }

  private void below(String metric, long bytes, String meaning) {
    CellAlarm.raise(
        this,
        metric,
        Runbook.DATABASE_STORAGE,
        names.cluster() + ": " + meaning,
        alarm ->
            alarm
                .metric(Measure.database(names, metric).over(PERIOD, "Minimum"))
                .threshold(bytes)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .evaluationPeriods(3));
  }

  /// Four fifths of what the largest size allows: a connection for each 9.5 MB, 2 GiB for each ACU,
  /// 5,000 at most, and 2,000 where the least capacity is half a unit or none.
  static long mostConnections(Database settings) {
    var memory = settings.maxCapacity().multiply(BigDecimal.valueOf(2 * GIB)).longValue();
    var most = settings.minCapacity().compareTo(new BigDecimal("0.5")) <= 0 ? 2000 : 5000;
    return Math.min(memory / 9_531_392, most) * 4 / 5;
  }
}
