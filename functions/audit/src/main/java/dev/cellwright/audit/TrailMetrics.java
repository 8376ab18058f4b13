package dev.cellwright.audit;

import dev.cellwright.kernel.Environment;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// What alarms look at: how long the oldest row waits for its seal (more than five minutes is one),
/// and how much doesn't verify (anything is one).
record TrailMetrics(String namespace, String service) {

  static TrailMetrics of(Environment environment) {
    return new TrailMetrics(
        environment.require("POWERTOOLS_METRICS_NAMESPACE"),
        environment.require("POWERTOOLS_SERVICE_NAME"));
  }

  void waiting(long seconds) {
    one("OldestUnsealedRow", seconds, MetricUnit.SECONDS);
  }

  void complaints(int count) {
    one("TrailComplaints", count, MetricUnit.COUNT);
  }

  private void one(String name, double value, MetricUnit unit) {
    MetricsFactory.getMetricsInstance()
        .flushMetrics(metrics -> {
          metrics.setNamespace(namespace);
          metrics.setDefaultDimensions(DimensionSet.of("service", service));
          metrics.addMetric(name, value, unit);
        });
  }
}
