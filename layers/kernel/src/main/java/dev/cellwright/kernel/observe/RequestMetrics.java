package dev.cellwright.kernel.observe;

import org.jspecify.annotations.Nullable;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
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
    // The library would otherwise ask the network which kind of machine it runs on.
    var emf = EnvironmentConfigurationProvider.getConfig();
    emf.setServiceName(service);
    emf.setEnvironmentOverride(Environments.Lambda);
  }

  /// @param route the declared route; null for a path that has none
  void answered(@Nullable String route, int status, double milliseconds) {
    Metrics metrics = MetricsFactory.getMetricsInstance();
    metrics.flushMetrics(one -> {
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
