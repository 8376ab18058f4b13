package dev.cellwright.kernel.observe;

import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// What is counted and timed of connections: in CloudWatch's embedded metric format.
public final class SocketMetrics {
  private final String namespace;
  private final String service;

  public SocketMetrics(String namespace, String service) {
    this.namespace = namespace;
    this.service = service;
    // The library would otherwise ask the network which kind of machine it runs on.
    var emf = EnvironmentConfigurationProvider.getConfig();
    emf.setServiceName(service);
    emf.setEnvironmentOverride(Environments.Lambda);
  }

  void answered(String kind, boolean refused, double milliseconds) {
    MetricsFactory.getMetricsInstance()
        .flushMetrics(one -> {
          one.setNamespace(namespace);
          one.setDefaultDimensions(DimensionSet.of("service", service, "socket", kind));
          one.addMetric("SocketLatency", milliseconds, MetricUnit.MILLISECONDS);
          one.addMetric("SocketEvents", 1, MetricUnit.COUNT);
          one.addMetric("SocketRefusals", refused ? 1 : 0, MetricUnit.COUNT);
        });
  }
}
