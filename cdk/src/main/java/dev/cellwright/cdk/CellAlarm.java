package dev.cellwright.cdk;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmActionConfig;
import software.amazon.awscdk.services.cloudwatch.AlarmRule;
import software.amazon.awscdk.services.cloudwatch.AlarmState;
import software.amazon.awscdk.services.cloudwatch.CompositeAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.IAlarmRule;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/// An alarm of the cell: it says what is wrong, tells whose it is, and names the runbook.
final class CellAlarm {
  private CellAlarm() {}

  /// Where its owner hears alarms; elsewhere there is none.
  ///
  /// @param meaning what is wrong, in words
  /// @param when the metric and its bounds; without data nothing is wrong
  static void raise(
      Construct scope,
      String id,
      Runbook runbook,
      String meaning,
      UnaryOperator<Alarm.Builder> when) {
    if (CellStack.of(scope).hears(runbook.owner())) {
      raiseAnyway(scope, id, runbook, meaning, when);
    }
  }

  /// Also where its owner hears none: more than people wait for it.
  static Alarm raiseAnyway(
      Construct scope,
      String id,
      Runbook runbook,
      String meaning,
      UnaryOperator<Alarm.Builder> when) {
    var alarm = alarm(scope, id, told(runbook, meaning), when);
    alarm.addAlarmAction(tell(scope, runbook));
    return alarm;
  }

  /// A condition that means something only together with another; it tells nobody.
  static Alarm part(Construct scope, String id, String meaning, UnaryOperator<Alarm.Builder> when) {
    var part = alarm(scope, id, meaning, when);
    AcceptedFindings.on(
        part,
        "NIST.800.53.R5-CloudWatchAlarmAction",
        "It is a part of another alarm, and that one tells its owner.");
    return part;
  }

  /// Rings while both parts do.
  ///
  /// @param name in the cell, since CloudFormation makes up none that begins with the cell's
  static CompositeAlarm raiseOnBoth(
      Construct scope, String id, Runbook runbook, String meaning, String name, Alarm... parts) {
    var rules =
        Arrays.stream(parts)
            .map(part -> AlarmRule.fromAlarm(part, AlarmState.ALARM))
            .toArray(IAlarmRule[]::new);
    var alarm =
        CompositeAlarm.Builder.create(scope, id)
            .compositeAlarmName(CellStack.of(scope).names().cell() + "-" + name)
            .alarmDescription(told(runbook, meaning))
            .alarmRule(AlarmRule.allOf(rules))
            .build();
    alarm.addAlarmAction(tell(scope, runbook));
    return alarm;
  }

  private static Alarm alarm(
      Construct scope, String id, String description, UnaryOperator<Alarm.Builder> when) {
    return when.apply(
            Alarm.Builder.create(scope, id)
                .alarmDescription(description)
                .treatMissingData(TreatMissingData.NOT_BREACHING))
        .build();
  }

  private static String told(Runbook runbook, String meaning) {
    return "%s. Owner: %s. Runbook: docs/runbooks.md#%s"
        .formatted(meaning, runbook.owner().text(), runbook.section());
  }

  private static IAlarmAction tell(Construct scope, Runbook runbook) {
    var topic = Arns.alarms(scope, CellStack.of(scope).names(), runbook.owner());
    return (_, _) -> AlarmActionConfig.builder().alarmActionArn(topic).build();
  }
}
