package dev.cellwright.localcell.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cellwright.localcell.aws.Json;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where in a message its route stands: `$request.body.action`.
public record RouteSelection(List<String> path) {
  private static final Pattern EXPRESSION =
      Pattern.compile("\\$(?:\\{request\\.body\\.([\\w.-]+)}|request\\.body\\.([\\w.-]+))");

  public RouteSelection {
    path = List.copyOf(path);
  }

  /// Reads a selection expression. Throws [IllegalArgumentException] for any other kind than a
  /// member of the body.
  public static RouteSelection of(String expression) {
    var matcher = EXPRESSION.matcher(expression);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the route selection expression " + expression + " is not known to the local cell");
    }
    var path = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new RouteSelection(List.of(path.split("\\.", -1)));
  }

  /// The key of the route that a message goes to, or null for none. A client can't select the
  /// routes with a `$`: those are the gateway's own.
  @Nullable String select(String message, Set<String> keys) {
    var wanted = wanted(message);
    if (wanted.isValueNode()
        && !wanted.asText().startsWith("$")
        && keys.contains(wanted.asText())) {
      return wanted.asText();
    }
    return keys.contains(SocketApi.DEFAULT) ? SocketApi.DEFAULT : null;
  }

  private JsonNode wanted(String message) {
    try {
      var node = Json.MAPPER.readTree(message);
      for (var name : path) {
        node = node.path(name);
      }
      return node;
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance(); // what is no JSON selects no route
    }
  }
}
