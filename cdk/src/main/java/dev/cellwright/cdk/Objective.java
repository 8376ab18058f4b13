package dev.cellwright.cdk;

import dev.cellwright.config.Objectives;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;

/// Something that is promised of a share of all requests, counted by the gateway: what it answers
/// is what its callers get.
///
/// @param bad what a bad request is, in words
/// @param percent how many of a hundred are good
/// @param told counts the good ones, or the bad ones where `tellsBad`
record Objective(
    String name,
    Runbook runbook,
    String bad,
    BigDecimal percent,
    Count all,
    Count told,
    boolean tellsBad) {

  /// A metric of an API, as a count.
  record Count(String metric, String statistic) {
    Counted of(String api) {
      return new Counted(Measure.api(api, metric), statistic);
    }
  }

  /// The count of one API.
  record Counted(Measure measure, String statistic) {}

  static List<Objective> of(Objectives promised) {
    return List.of(
        new Objective(
            "availability",
            Runbook.ERROR_BUDGET,
            "requests are answered 5xx",
            promised.availability(),
            new Count("Count", "Sum"),
            new Count("5XXError", "Sum"),
            true),
        new Objective(
            "latency",
            Runbook.LATENCY_BUDGET,
            "requests take longer than " + promised.p99Ms() + " ms",
            new BigDecimal("99"),
            new Count("Latency", "SampleCount"),
            new Count("Latency", "TC(:" + promised.p99Ms() + ")"),
            false));
  }

  /// The share that may be bad.
  BigDecimal budget() {
    return BigDecimal.ONE.subtract(percent.movePointLeft(2)).stripTrailingZeros();
  }

  /// The share of bad ones over a window.
  ///
  /// @param apis that answer the cell's requests
  /// @param least with fewer requests it is 0: they are too few to say
  IMetric badShare(List<String> apis, Duration window, int least) {
    return MathExpression.Builder.create()
        .expression("IF(%s >= %d, %s, 0)".formatted(sum("n", apis), least, share(apis)))
        .usingMetrics(metrics(apis, window))
        .period(window)
        .label(name)
        .build();
  }

  /// The share of bad ones, as an expression over [#counted].
  String share(List<String> apis) {
    var all = sum("n", apis);
    var told = sum("t", apis);
    return (tellsBad ? "" : "1 - ") + told + " / " + all;
  }

  private SortedMap<String, IMetric> metrics(List<String> apis, Duration window) {
    var metrics = new TreeMap<String, IMetric>();
    counted(apis)
        .forEach(
            (id, counted) -> metrics.put(id, counted.measure().over(window, counted.statistic())));
    return metrics;
  }

  /// What [#share] is made of, by the names it uses.
  SortedMap<String, Counted> counted(List<String> apis) {
    var counted = new TreeMap<String, Counted>();
    for (int i = 0; i < apis.size(); i++) {
      counted.put("n" + i, all.of(apis.get(i)));
      counted.put("t" + i, told.of(apis.get(i)));
    }
    return counted;
  }

  private static String sum(String prefix, List<String> apis) {
    return IntStream.range(0, apis.size())
        .mapToObj(i -> "FILL(" + prefix + i + ", 0)")
        .collect(Collectors.joining(" + ", "(", ")"));
  }
}
