package dev.cellwright.testing.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// All that a bench measured, as a table and as JSON.
public record Figures(List<Figure> all) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = "%-58s  %10s  %9s  %9s  %-6s %8s  %s%n";

  public Figures {
    all = List.copyOf(all);
  }

  boolean hold() {
    return all.stream().allMatch(Figure::holds);
  }

  void print(PrintStream out) {
    out.printf(ROW, "what", "tuples", "median", "1 in 20", "", "bound", "");
    for (var figure : all) {
      var slow = figure.slow();
      var bound = figure.bound();
      out.printf(
          ROW,
          figure.what(),
          figure.tuples() == 0 ? "" : String.format(Locale.ROOT, "%,d", figure.tuples()),
          Figure.number(figure.value()),
          slow == null ? "" : Figure.number(slow),
          figure.unit(),
          bound == null ? "" : bound,
          bound == null ? "" : figure.holds() ? "ok" : "MISSED");
    }
    out.println(
        hold()
            ? "every bound holds"
            : all.stream().filter(figure -> !figure.holds()).count() + " missed");
  }

  void write(Path file) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json());
  }

  private ObjectNode json() {
    var json = JSON.createObjectNode().put("holds", hold());
    json.putArray("figures").addAll(all.stream().map(Figures::json).collect(Collectors.toList()));
    return json;
  }

  private static ObjectNode json(Figure figure) {
    var json =
        JSON.createObjectNode()
            .put("what", figure.what())
            .put("tuples", figure.tuples())
            .put("value", figure.value())
            .put("unit", figure.unit())
            .put("slow", figure.slow())
            .put("holds", figure.holds());
    var bound = figure.bound();
    if (bound != null) {
      json.put(bound.atLeast() ? "at_least" : "at_most", bound.limit());
    }
    return json;
  }
}
