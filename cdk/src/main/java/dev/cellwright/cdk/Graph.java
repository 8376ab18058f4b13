package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One graph of a dashboard, in the words of CloudWatch's dashboard body.
final class Graph {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int PERIOD_SECONDS = 300;

  private final ObjectNode properties = JSON.objectNode();
  private final ArrayNode lines = JSON.arrayNode();

  private Graph(String title) {
    properties.put("title", title).put("period", PERIOD_SECONDS).put("view", "timeSeries");
  }

  static Graph of(String title) {
    return new Graph(title);
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
    return search(names.cell() + "," + dimensions, metric, "", statistic);
  }

  /// The same of one function: a line for each value of a dimension.
  Graph each(CellNames names, String function, String metric, String dimension, String statistic) {
    return search(
        names.cell() + ",service," + dimension, metric, " service=\"" + function + "\"", statistic);
  }

  private Graph search(String schema, String metric, String more, String statistic) {
    return math(
        "${PROP('Dim." + schema.substring(schema.lastIndexOf(',') + 1) + "')}",
        "SEARCH('{%s} MetricName=\"%s\"%s', '%s', %d)"
            .formatted(schema, metric, more, statistic, PERIOD_SECONDS));
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
    whole.set("metrics", lines);
    return whole;
  }
}
