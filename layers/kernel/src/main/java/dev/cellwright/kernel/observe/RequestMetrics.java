package dev.cellwright.kernel.observe;

import org.jspecify.annotations.Nullable;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// What is counted and timed: in CloudWatch's embedded metric format, a line of the log.
public final class RequestMetrics {
  private final String namespace;
  private final String service;

  public RequestMetrics(String namespace, String service) {
    this.namespace = namespace;
    this.service = service;
  }

  /// @param route the declared route; null for a path that has none
  void answered(@Nullable String route, int status, double milliseconds) {
    Metrics metrics = MetricsFactory.getMetricsInstance();
    metrics.flushMetrics(
        one -> {
          one.setNamespace(namespace);
          one.setDefaultDimensions(
              DimensionSet.of(
                  "service", service, "route", route == null ? "none" : route.replace(' ', ':')));
          one.addMetric("Latency", milliseconds, MetricUnit.MILLISECONDS);
          one.addMetric("Requests", 1, MetricUnit.COUNT);
          one.addMetric("ServerErrors", status >= 500 ? 1 : 0, MetricUnit.COUNT);
        });
  }
}
