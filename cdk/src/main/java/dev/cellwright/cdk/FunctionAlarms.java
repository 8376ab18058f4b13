package dev.cellwright.cdk;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/// Ways in which a function is in trouble: it fails, it is throttled, and where somebody waits for
/// it, it is slow.
final class FunctionAlarms extends Construct {
  private static final Duration PERIOD = Duration.minutes(5);

  /// What the slowest in a hundred may take before somebody should look.
  private static final int SLOW_MS = 3000;

  private final String function;
  private final Alias alias;

  FunctionAlarms(Construct scope, String id, String function, Alias alias) {
    super(scope, id);
    this.function = function;
    this.alias = alias;
    alarm(
        "Errors",
        Runbook.FUNCTION_ERRORS,
        function + ": calls end in an error",
        alias.metricErrors(over("Sum")),
        1);
    alarm(
        "Throttles",
        Runbook.FUNCTION_THROTTLES,
        function + ": calls are throttled",
        alias.metricThrottles(over("Sum")),
        1);
  }

  void whenSlow() {
    alarm(
        "Slow",
        Runbook.SLOW_REQUESTS,
        function + ": one in a hundred is slow",
        alias.metricDuration(over("p99")),
        SLOW_MS);
  }

  private void alarm(String id, Runbook runbook, String meaning, IMetric metric, int from) {
    CellAlarm.raise(
        this,
        id,
        runbook,
        meaning,
        alarm -> alarm.metric(metric).threshold(from).evaluationPeriods(3).datapointsToAlarm(2));
  }

  private static MetricOptions over(String statistic) {
    return MetricOptions.builder().period(PERIOD).statistic(statistic).build();
  }
}
