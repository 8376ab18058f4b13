package dev.cellwright.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Shows what a cell costs, to a person or a program.
///
/// @param limit what it may cost at most; null for no limit
record CostTable(IdleCost cost, Prices prices, @Nullable Double limit) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = "%-34s %-13s %9s %10s %-44s %8s %9s%n";

  boolean holds() {
    return limit == null || cost.usd() <= limit;
  }

  void print(PrintStream out) {
    out.printf(ROW, "type", "region", "resources", "units", "of", "USD each", "USD");
    for (var line : cost.lines()) {
      out.printf(
          ROW,
          line.type(),
          line.region(),
          line.resources(),
          Units.number(line.units()),
          prices.named(line.price()).of(),
          usd(line.usdOfUnit()),
          usd(line.usd()));
    }
    out.printf(
        Locale.ROOT,
        "%nIdle, it costs %.2f USD a month%s.%n",
        cost.usd(),
        limit == null
            ? ""
            : holds()
                ? " (at most %.2f: ok)".formatted(limit)
                : " (at most %.2f: MISSED)".formatted(limit));
    out.println(
        cost.awake()
            ? "Its schedules keep the database awake."
            : "The database pauses; a gigabyte is reckoned to be in it.");
    out.println(
        "Prices as of "
            + prices.day()
            + ", without taxes and free tiers. Not looked up on AWS's own pages: "
            + String.join(", ", doubtful())
            + ".");
  }

  private List<String> doubtful() {
    return cost.lines().stream()
        .map(IdleCost.Line::price)
        .filter(price -> !prices.named(price).seen().equals("page"))
        .distinct()
        .sorted()
        .toList();
  }

  ObjectNode json() {
    var json = JSON.createObjectNode().put("usd_a_month", cost.usd()).put("holds", holds());
    json.put("at_most", limit).put("database_pauses", !cost.awake()).put("prices_of", prices.day());
    var lines = json.putArray("lines");
    for (var line : cost.lines()) {
      lines
          .addObject()
          .put("type", line.type())
          .put("region", line.region())
          .put("resources", line.resources())
          .put("price", line.price())
          .put("units", line.units())
          .put("usd_each", line.usdOfUnit())
          .put("usd", line.usd());
    }
    return json;
  }

  private static String usd(double amount) {
    return Stream.of("%.2f", "%.3f")
        .map(format -> String.format(Locale.ROOT, format, amount))
        .filter(text -> Math.abs(Double.parseDouble(text) - amount) < 0.000_5)
        .findFirst()
        .orElseGet(() -> String.format(Locale.ROOT, "%.2f", amount));
  }
}
