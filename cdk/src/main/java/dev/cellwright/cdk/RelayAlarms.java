package dev.cellwright.cdk;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/// Events that leave late, and a relay that doesn't look for any.
final class RelayAlarms extends Construct {
  private static final Duration PERIOD = Duration.minutes(5);

  RelayAlarms(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    var names = plan.names();
    var relay = names.function(RelayFunction.NAME);
    CellAlarm.raise(
        this,
        "Late",
        Runbook.LATE_EVENTS,
        relay + ": events wait in the outbox for more than two minutes",
        alarm ->
            alarm
                .metric(
                    Measure.own(names, "OutboxAge", Map.of("service", relay))
                        .over(PERIOD, "Maximum"))
                .threshold(Duration.minutes(2).toSeconds())
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(3)
                .datapointsToAlarm(2));
    // Without schedules nobody wakes it but commands.
    if (plan.config().environment().schedules()) {
      CellAlarm.raise(
          this,
          "Silent",
          Runbook.SILENT_RELAY,
          relay + ": it was not called for a quarter of an hour",
          alarm ->
              alarm
                  .metric(Measure.function(relay, "Invocations").over(PERIOD, "Sum"))
                  .threshold(1)
                  .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                  .treatMissingData(TreatMissingData.BREACHING)
                  .evaluationPeriods(3));
    }
  }
}
