package dev.cellwright.kernel.observe;

import dev.cellwright.kernel.event.Ran;
import dev.cellwright.kernel.event.Reacted;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// What is counted and timed of events and jobs: in CloudWatch's embedded metric format.
public final class DeliveryMetrics {
  private final String namespace;
  private final String service;

  public DeliveryMetrics(String namespace, String service) {
    this.namespace = namespace;
    this.service = service;
    // The library would otherwise ask the network which kind of machine it runs on.
    var emf = EnvironmentConfigurationProvider.getConfig();
    emf.setServiceName(service);
    emf.setEnvironmentOverride(Environments.Lambda);
  }

  /// The age of an event is told with its effect: how long the way took, all in all.
  void reacted(Reacted reacted, Duration age) {
    flush(
        "listener",
        reacted.listener().name(),
        one -> {
          if (reacted.outcome() == Reacted.Outcome.HANDLED) {
            one.addMetric("EventAge", Math.max(0, age.toMillis()), MetricUnit.MILLISECONDS);
          }
          one.addMetric("Reactions", 1, MetricUnit.COUNT);
          one.addMetric("ReactionFailures", reacted.failure() == null ? 0 : 1, MetricUnit.COUNT);
        });
  }

  void ran(Ran ran) {
    flush(
        "job",
        ran.job(),
        one -> {
          one.addMetric("JobDuration", ran.took().toMillis(), MetricUnit.MILLISECONDS);
          one.addMetric("JobFailures", ran.failure() == null ? 0 : 1, MetricUnit.COUNT);
        });
  }

  void buried() {
    flush("queue", "dead", one -> one.addMetric("DeadLetters", 1, MetricUnit.COUNT));
  }

  private void flush(String dimension, String value, Consumer<Metrics> measures) {
    MetricsFactory.getMetricsInstance()
        .flushMetrics(one -> {
          one.setNamespace(namespace);
          one.setDefaultDimensions(DimensionSet.of("service", service, dimension, value));
          measures.accept(one);
        });
  }
}
