package dev.cellwright.relay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.Environment;
import java.time.Duration;
import java.util.List;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// What is counted of the relay's work: in CloudWatch's embedded metric format.
record RelayMetrics(String namespace, String service) {

  static RelayMetrics of(Environment environment) {
    var service = environment.require("POWERTOOLS_SERVICE_NAME");
    // The library would otherwise ask the network which kind of machine it runs on.
    var emf = EnvironmentConfigurationProvider.getConfig();
    emf.setServiceName(service);
    emf.setEnvironmentOverride(Environments.Lambda);
    return new RelayMetrics(environment.require("POWERTOOLS_METRICS_NAMESPACE"), service);
  }

  /// @param refused how many the bus did not take
  /// @param oldest how long the one that happened first has waited
  void carried(List<JsonNode> published, int refused, Duration oldest) {
    var again = published.stream().filter(told -> told.path("attempts").asInt() > 1).count();
    MetricsFactory.getMetricsInstance()
        .flushMetrics(one -> {
          one.setNamespace(namespace);
          one.setDefaultDimensions(DimensionSet.of("service", service));
          one.addMetric("EventsPublished", published.size(), MetricUnit.COUNT);
          one.addMetric("EventsRefused", refused, MetricUnit.COUNT);
          one.addMetric("EventsTakenAgain", again, MetricUnit.COUNT);
          one.addMetric("OutboxAge", oldest.toSeconds(), MetricUnit.SECONDS);
        });
  }
}
