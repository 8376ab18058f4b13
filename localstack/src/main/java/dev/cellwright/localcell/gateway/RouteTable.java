package dev.cellwright.localcell.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the operation for a method and a path: literal segments before `{parameter}`, that before
/// `{greedy+}`.
///
/// A literal path without the method falls back to its `{parameter}` sibling, as API Gateway does.
final class RouteTable {

  /// An operation and the decoded path parameters it was found with.
  record Match(Operation operation, Map<String, String> pathParameters) {}

  private static final class Node {
    final Map<String, Node> literals = new TreeMap<>();
    final Map<String, Node> parameters = new LinkedHashMap<>();
    final Map<String, Node> greedy = new LinkedHashMap<>();
    final Map<String, Operation> methods = new TreeMap<>();
  }

  private final Node root = new Node();
  private final List<Operation> operations = new ArrayList<>();

  void add(Operation operation) {
    var node = root;
    for (var segment : operation.path().substring(1).split("/", -1)) {
      if (segment.endsWith("+}")) {
        node = child(node.greedy, segment.substring(1, segment.length() - 2));
      } else if (segment.startsWith("{")) {
        node = child(node.parameters, segment.substring(1, segment.length() - 1));
      } else {
        node = child(node.literals, segment);
      }
    }
    var other = node.methods.putIfAbsent(operation.method(), operation);
    if (other != null) {
      throw new UnusableApi(
          operation.api(),
          operation.method() + " " + operation.path() + " is also in " + other.api().name());
    }
    operations.add(operation);
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  @Nullable Match find(String method, List<String> segments) {
    return find(root, method, segments, 0, new LinkedHashMap<>());
  }

  private static @Nullable Match find(
      Node node, String method, List<String> segments, int depth, Map<String, String> taken) {
    if (depth == segments.size()) {
      var operation = node.methods.getOrDefault(method, node.methods.get("ANY"));
      return operation == null ? null : new Match(operation, taken);
    }
    var segment = segments.get(depth);
    var literal = node.literals.get(segment);
    if (literal != null) {
      var match = find(literal, method, segments, depth + 1, taken);
      if (match != null) {
        return match;
      }
    }
    if (!segment.isEmpty()) {
      for (var parameter : node.parameters.entrySet()) {
        var match =
            find(
                parameter.getValue(),
                method,
                segments,
                depth + 1,
                with(taken, parameter.getKey(), segment));
        if (match != null) {
          return match;
        }
      }
    }
    for (var greedy : node.greedy.entrySet()) {
      var rest = String.join("/", segments.subList(depth, segments.size()));
      var match =
          find(
              greedy.getValue(),
              method,
              segments,
              segments.size(),
              with(taken, greedy.getKey(), rest));
      if (match != null) {
        return match;
      }
    }
    return null;
  }

  private static Map<String, String> with(Map<String, String> taken, String name, String value) {
    var all = new LinkedHashMap<>(taken);
    all.put(name, value);
    return all;
  }

  private static Node child(Map<String, Node> children, String name) {
    return children.computeIfAbsent(name, _ -> new Node());
  }
}
