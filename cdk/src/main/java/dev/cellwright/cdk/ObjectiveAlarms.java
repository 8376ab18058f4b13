package dev.cellwright.cdk;

import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.constructs.Construct;

/// Rings where what is promised of requests is on the way to be broken: for each objective and each
/// [BurnRate] an alarm of two windows; and where the usual request is slow.
final class ObjectiveAlarms extends Construct {
  /// With fewer requests in a long window, a single bad one would look like an outage.
  private static final int ENOUGH = 100;

  private static final Duration TYPICAL = Duration.ofMinutes(15);

  /// The longest that CloudWatch takes as one period.
  private static final Duration DAY = Duration.ofDays(1);

  private final List<String> apis;

  ObjectiveAlarms(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    apis = CellApi.names(plan);
    var promised = plan.config().environment().objectives();
    for (var objective : Objective.of(promised)) {
      for (var rate : BurnRate.values()) {
        burning(objective, rate);
      }
    }
    for (var api : apis) {
      typical(api, promised.p50Ms());
    }
  }

  private void burning(Objective objective, BurnRate rate) {
    var name = objective.name() + "-" + rate.text().replace('.', '_');
    CellAlarm.raiseOnBoth(
        this,
        name,
        objective.runbook(),
        "%s: the budget of the month burns %s as fast as it may"
            .formatted(objective.bad(), rate.text()),
        name,
        window(objective, rate, rate.longWindow(), name + "-long", ENOUGH),
        window(objective, rate, rate.shortWindow(), name + "-short", 1));
  }

  /// A window of several days is asked for day by day: all but one must be bad.
  private Alarm window(Objective objective, BurnRate rate, Duration window, String id, int least) {
    var period = window.compareTo(DAY) > 0 ? DAY : window;
    var periods = (int) window.dividedBy(period);
    return CellAlarm.part(
        this,
        id,
        "%s, over %s".formatted(objective.bad(), window.toString().substring(1)),
        alarm ->
            alarm
                .metric(objective.badShare(apis, inCdk(period), least))
                .threshold(rate.badShare(objective.budget()))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(periods)
                .datapointsToAlarm(Math.max(1, periods - 1)));
  }

  private void typical(String api, int milliseconds) {
    CellAlarm.raise(
        this,
        "Typical-" + api,
        Runbook.LATENCY_BUDGET,
        "%s: half of the requests take longer than %d ms".formatted(api, milliseconds),
        alarm ->
            alarm
                .metric(Measure.api(api, "Latency").over(inCdk(TYPICAL), "p50"))
                .threshold(milliseconds)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(4)
                .datapointsToAlarm(3));
  }

  private static software.amazon.awscdk.Duration inCdk(Duration duration) {
    return software.amazon.awscdk.Duration.seconds(duration.toSeconds());
  }
}
