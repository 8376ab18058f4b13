package dev.cellwright.localcell.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Puts things after what they depend on, otherwise in the order given; a circle is an error that
/// names it.
final class DeployOrder<T> {

  private final Map<String, T> all = new LinkedHashMap<>();
  private final Function<T, Stream<String>> dependencies;
  private final Set<String> done = new LinkedHashSet<>();

  private DeployOrder(Function<T, Stream<String>> dependencies) {
    this.dependencies = dependencies;
  }

  static <T> List<T> of(
      Collection<T> things, Function<T, String> id, Function<T, Stream<String>> dependencies) {
    var order = new DeployOrder<T>(dependencies);
    things.forEach(thing -> order.all.put(id.apply(thing), thing));
    order.all.forEach((key, thing) -> order.visit(key, thing, List.of()));
    return order.done.stream().map(key -> (T) order.all.get(key)).toList();
  }

  private void visit(String id, T thing, List<String> path) {
    if (done.contains(id)) {
      return;
    }
    var here = new ArrayList<>(path);
    here.add(id);
    if (path.contains(id)) {
      throw new TemplateProblem("a circle of dependencies: " + String.join(" -> ", here));
    }
    dependencies
        .apply(thing)
        .filter(each -> !each.equals(id))
        .forEach(each -> {
          var next = all.get(each);
          if (next != null) {
            visit(each, next, here);
          }
        });
    done.add(id);
  }
}
