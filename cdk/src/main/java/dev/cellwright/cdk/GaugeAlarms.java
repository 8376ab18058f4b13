package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.constructs.Construct;

/// What a module measures of itself behind its queue, where it passes a bound; and jobs that fail.
final class GaugeAlarms extends Construct {
  private static final Duration PERIOD = Duration.minutes(5);

  private final CellPlan plan;
  private final String function;

  /// @param function whose metrics they are
  GaugeAlarms(
      Construct scope, String id, CellPlan plan, ModuleDeclaration module, String function) {
    super(scope, id);
    this.plan = plan;
    this.function = function;
    for (var declared : module.alarms()) {
      alarm(
          declared.metric(),
          declared.security() ? Runbook.MODULE_FINDING : Runbook.MODULE_GAUGE,
          declared.meaning(),
          metric(declared.metric(), "Maximum", Map.of("service", function)),
          declared.above());
    }
    for (var schedule : module.schedules()) {
      var job = module.name() + ":" + schedule.name();
      alarm(
          "Fails-" + schedule.name(),
          Runbook.FAILED_JOB,
          "the job " + job + " failed",
          metric("JobFailures", "Sum", Map.of("service", function, "job", job)),
          0);
    }
  }

  private Metric metric(String name, String statistic, Map<String, String> dimensions) {
    return Metric.Builder.create()
        .namespace(plan.config().cellName())
        .metricName(name)
        .dimensionsMap(dimensions)
        .period(PERIOD)
        .statistic(statistic)
        .build();
  }

  private void alarm(String id, Runbook runbook, String meaning, IMetric metric, long above) {
    CellAlarm.raise(
        this,
        id,
        runbook,
        function + ": " + meaning,
        alarm ->
            alarm
                .metric(metric)
                .threshold(above)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(1));
  }
}
