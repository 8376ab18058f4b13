package dev.cellwright.cdk;

import java.util.function.UnaryOperator;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmActionConfig;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/// An alarm of the cell: it says what is wrong, tells whose it is, and names the runbook.
final class CellAlarm {
  private CellAlarm() {}

  /// @param meaning what is wrong, in words
  /// @param when the metric and its bounds; without data nothing is wrong
  static Alarm raise(
      Construct scope,
      String id,
      Runbook runbook,
      String meaning,
      UnaryOperator<Alarm.Builder> when) {
    var alarm =
        when.apply(
                Alarm.Builder.create(scope, id)
                    .alarmDescription(
                        "%s. Owner: %s. Runbook: docs/runbooks.md#%s"
                            .formatted(meaning, runbook.owner().text(), runbook.section()))
                    .treatMissingData(TreatMissingData.NOT_BREACHING))
            .build();
    var topic = Arns.alarms(scope, CellStack.of(scope).names(), runbook.owner());
    alarm.addAlarmAction((_, _) -> AlarmActionConfig.builder().alarmActionArn(topic).build());
    return alarm;
  }
}
