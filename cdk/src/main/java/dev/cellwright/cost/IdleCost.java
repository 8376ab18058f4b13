package dev.cellwright.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// What a cell costs in a month in which nobody uses it.
///
/// @param lines the dearest first
/// @param awake whether its schedules keep the database from pausing
record IdleCost(List<Line> lines, boolean awake) {

  /// @param resources how many there are of the type
  /// @param units how many units they have together
  record Line(
      String type, String region, int resources, String price, double units, double usdOfUnit) {
    double usd() {
      return units * usdOfUnit;
    }

    private Line and(Line other) {
      return new Line(
          type, region, resources + other.resources, price, units + other.units, usdOfUnit);
    }
  }

  /// @throws NoPrice where something has none
  static IdleCost of(Assembly assembly, Prices prices) {
    var resources = assembly.resources();
    var awake = resources.stream().anyMatch(IdleCost::keepsAwake);
    var lines = new TreeMap<String, Line>();
    for (var resource : resources) {
      for (var priced : prices.of(resource.type()).entrySet()) {
        var units = priced.getValue().in(resource.properties(), awake);
        if (units > 0) {
          var line =
              new Line(
                  resource.type(),
                  resource.region(),
                  1,
                  priced.getKey(),
                  units,
                  prices.named(priced.getKey()).in(resource.region()));
          lines.merge(line.region() + " " + line.type() + " " + line.price(), line, Line::and);
        }
      }
    }
    var dearestFirst = new ArrayList<>(lines.values());
    dearestFirst.sort(Comparator.comparingDouble(Line::usd).reversed());
    return new IdleCost(List.copyOf(dearestFirst), awake);
  }

  double usd() {
    return lines.stream().mapToDouble(Line::usd).sum();
  }

  /// Whether it is a schedule that comes more often than each hour: a database pauses after minutes
  /// without a question.
  private static boolean keepsAwake(Assembly.Resource resource) {
    if (!resource.type().equals("AWS::Scheduler::Schedule")
        || resource.properties().path("State").asText("ENABLED").equals("DISABLED")) {
      return false;
    }
    var expression = resource.properties().path("ScheduleExpression").asText();
    return expression.matches("rate\\(\\d+ minutes?\\)")
        || expression.startsWith("cron(") && !expression.matches("cron\\(\\d+ .*");
  }
}
