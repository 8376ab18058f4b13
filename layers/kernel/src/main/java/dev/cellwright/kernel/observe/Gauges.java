package dev.cellwright.kernel.observe;

import dev.cellwright.kernel.Environment;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// What a module measures of itself, for alarms: in CloudWatch's embedded metric format, a line of
/// the log.
public record Gauges(String namespace, String service) {

  /// From what every function's environment has.
  public static Gauges of(Environment environment) {
    return new Gauges(
        environment.require("POWERTOOLS_METRICS_NAMESPACE"),
        environment.require("POWERTOOLS_SERVICE_NAME"));
  }

  public void seconds(String name, long value) {
    one(name, value, MetricUnit.SECONDS);
  }

  public void count(String name, long value) {
    one(name, value, MetricUnit.COUNT);
  }

  /// Counts by something that has few values.
  ///
  /// @param dimension what it is counted by
  /// @param of its value
  public void count(String name, String dimension, String of, long value) {
    one(name, value, MetricUnit.COUNT, DimensionSet.of("service", service, dimension, of));
  }

  private void one(String name, double value, MetricUnit unit) {
    one(name, value, unit, DimensionSet.of("service", service));
  }

  private void one(String name, double value, MetricUnit unit, DimensionSet dimensions) {
    MetricsFactory.getMetricsInstance()
        .flushMetrics(metrics -> {
          metrics.setNamespace(namespace);
          metrics.setDefaultDimensions(dimensions);
          metrics.addMetric(name, value, unit);
        });
  }
}
