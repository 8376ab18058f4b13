package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/// One graph of a dashboard, in the words of CloudWatch's dashboard body.
final class Graph {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int PERIOD_SECONDS = 300;

  private final ObjectNode properties = JSON.objectNode();
  private final ArrayNode lines = JSON.arrayNode();

  private Graph(String title) {
    properties.put("title", title).put("view", "timeSeries");
  }

  /// One of metrics.
  static Graph of(String title) {
    var graph = new Graph(title);
    graph.properties.put("period", PERIOD_SECONDS);
    return graph;
  }

  /// One of what logs say; they are searched whenever somebody looks.
  static Graph ofLogs(String title, List<String> groups, String query) {
    var graph = new Graph(title);
    graph.properties.put(
        "query",
        groups.stream()
            .map(group -> "SOURCE '" + group + "'")
            .collect(Collectors.joining(" | ", "", " | " + query)));
    return graph;
  }

  /// What the dashboard calls its kind.
  String type() {
    return properties.has("query") ? "log" : "metric";
  }

  /// A metric as a line.
  Graph line(String label, Measure measure, String statistic) {
    measure(measure, statistic).put("label", label);
    return this;
  }

  /// A metric for expressions only.
  Graph hidden(String id, Measure measure, String statistic) {
    measure(measure, statistic).put("id", id).put("visible", false);
    return this;
  }

  private ObjectNode measure(Measure measure, String statistic) {
    var line = lines.addArray().add(measure.namespace()).add(measure.name());
    measure.dimensions().forEach((name, value) -> line.add(name).add(value));
    return line.addObject().put("stat", statistic);
  }

  /// A metric-math expression as a line.
  Graph math(String label, String expression) {
    lines
        .addArray()
        .addObject()
        .put("expression", expression)
        .put("label", label)
        .put("id", "e" + lines.size());
    return this;
  }

  /// A line for each metric that the cell's functions write with these dimensions, labelled by the
  /// last of them.
  ///
  /// @param dimensions names, parted by commas
  Graph each(CellNames names, String metric, String dimensions, String statistic) {
    return search(names, dimensions, metric, "", statistic);
  }

  /// The same of one function: a line for each value of a dimension.
  Graph each(CellNames names, String function, String metric, String dimension, String statistic) {
    return search(
        names, "service," + dimension, metric, " service=\"" + function + "\"", statistic);
  }

  /// A name with a dash in it is put in quotes.
  private Graph search(
      CellNames names, String dimensions, String metric, String more, String statistic) {
    return math(
        "${PROP('Dim." + dimensions.substring(dimensions.lastIndexOf(',') + 1) + "')}",
        "SEARCH('{\"%s\",%s} MetricName=\"%s\"%s', '%s', %d)"
            .formatted(names.cell(), dimensions, metric, more, statistic, PERIOD_SECONDS));
  }

  /// Where a line should not go.
  Graph bound(String label, Number value) {
    var bounds = properties.withObject("annotations").withArray("horizontal");
    bounds.addObject().put("label", label).put("value", value.doubleValue());
    return this;
  }

  /// One number for a whole period that ends now, whatever time the dashboard shows.
  Graph single(int days) {
    properties
        .put("view", "singleValue")
        .put("setPeriodToTimeRange", true)
        .put("start", "-P" + days + "D")
        .put("end", "PT0S");
    return this;
  }

  /// The widget's properties.
  ObjectNode in(String region) {
    var whole = properties.deepCopy().put("region", region);
    if (!lines.isEmpty()) {
      whole.set("metrics", lines);
    }
    return whole;
  }
}
