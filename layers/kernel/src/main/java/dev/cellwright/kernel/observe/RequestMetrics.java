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

  /// Told three times: by route, by the class of the caller's tenant, and by the class of the
  /// status. Never by an organization or a person: each value is a metric of its own.
  ///
  /// @param route the declared route; null for a path that has none
  /// @param plan of [TenantClasses]; null where no log keeps it, as in some tests
  void answered(@Nullable String route, int status, double milliseconds, @Nullable String plan) {
    Metrics metrics = MetricsFactory.getMetricsInstance();
    metrics.flushMetrics(one -> {
      one.setNamespace(namespace);
      one.setDefaultDimensions(
          DimensionSet.of(
              "service", service, "route", route == null ? "none" : route.replace(' ', ':')));
      one.addDimension(DimensionSet.of("plan", plan == null ? TenantClasses.ANONYMOUS : plan));
      one.addDimension(DimensionSet.of("status", status / 100 + "xx"));
      one.addMetric("Latency", milliseconds, MetricUnit.MILLISECONDS);
      one.addMetric("Requests", 1, MetricUnit.COUNT);
      one.addMetric("ServerErrors", status >= 500 ? 1 : 0, MetricUnit.COUNT);
    });
  }
}
