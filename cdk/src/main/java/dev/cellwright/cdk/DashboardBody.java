package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.CfnDashboard;
import software.constructs.Construct;

/// A dashboard, row by row. It is written as CloudWatch reads it: made of metrics' names, it needs
/// nothing of the stacks that make what it shows.
final class DashboardBody {
  private static final int WIDTH = 24;
  private static final int GRAPH_HEIGHT = 6;
  private static final int TEXT_HEIGHT = 2;

  private final String region;
  private final ObjectNode body = JsonNodeFactory.instance.objectNode();
  private final ArrayNode widgets = body.putArray("widgets");
  private int y;

  DashboardBody(String region) {
    this.region = region;
  }

  DashboardBody text(String markdown) {
    widget("text", 0, WIDTH, TEXT_HEIGHT).putObject("properties").put("markdown", markdown);
    y += TEXT_HEIGHT;
    return this;
  }

  /// Graphs beside each other.
  DashboardBody row(List<Graph> graphs) {
    var width = WIDTH / graphs.size();
    for (int i = 0; i < graphs.size(); i++) {
      var graph = graphs.get(i);
      widget(graph.type(), i * width, width, GRAPH_HEIGHT).set("properties", graph.in(region));
    }
    y += GRAPH_HEIGHT;
    return this;
  }

  DashboardBody row(Graph... graphs) {
    return row(List.of(graphs));
  }

  private ObjectNode widget(String type, int x, int width, int height) {
    return widgets
        .addObject()
        .put("type", type)
        .put("x", x)
        .put("y", y)
        .put("width", width)
        .put("height", height);
  }

  void make(Construct scope, String id, String name) {
    CfnDashboard.Builder.create(scope, id)
        .dashboardName(name)
        .dashboardBody(body.toString())
        .build();
  }
}
