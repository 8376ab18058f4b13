package dev.cellwright.cdk;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;

/// A metric of CloudWatch by its name: whatever writes it may be in another stack, or not there
/// yet.
record Measure(String namespace, String name, SortedMap<String, String> dimensions) {

  static Measure of(String namespace, String name, Map<String, String> dimensions) {
    return new Measure(namespace, name, new TreeMap<>(dimensions));
  }

  static Measure api(String api, String name) {
    return of("AWS/ApiGateway", name, Map.of("ApiName", api));
  }

  static Measure function(String function, String name) {
    return of("AWS/Lambda", name, Map.of("FunctionName", function));
  }

  static Measure queue(String queue, String name) {
    return of("AWS/SQS", name, Map.of("QueueName", queue));
  }

  static Measure database(CellNames names, String name) {
    return of("AWS/RDS", name, Map.of("DBClusterIdentifier", names.cluster()));
  }

  /// One that the cell's functions write themselves: their namespace is the cell's name.
  static Measure own(CellNames names, String name, Map<String, String> dimensions) {
    return of(names.cell(), name, dimensions);
  }

  Metric over(Duration period, String statistic) {
    return Metric.Builder.create()
        .namespace(namespace)
        .metricName(name)
        .dimensionsMap(dimensions)
        .period(period)
        .statistic(statistic)
        .build();
  }
}
