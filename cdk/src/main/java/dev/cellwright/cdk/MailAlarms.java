package dev.cellwright.cdk;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.constructs.Construct;

/// What SES thinks of the account's mail. It puts an account under review at these rates, and stops
/// its mail at twice and five times as much.
final class MailAlarms extends Construct {
  private static final Duration PERIOD = Duration.hours(1);

  MailAlarms(CellStack stack, String id) {
    super(stack, id);
    alarm("Reputation.BounceRate", 0.05, "mail of this account comes back");
    alarm("Reputation.ComplaintRate", 0.001, "readers call mail of this account spam");
  }

  private void alarm(String metric, double share, String meaning) {
    CellAlarm.raise(
        this,
        metric.replace("Reputation.", ""),
        Runbook.MAIL_REPUTATION,
        meaning,
        alarm ->
            alarm
                .metric(Measure.of("AWS/SES", metric, Map.of()).over(PERIOD, "Maximum"))
                .threshold(share)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1));
  }
}
