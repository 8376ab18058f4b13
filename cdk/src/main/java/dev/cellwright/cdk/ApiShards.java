package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Spreads modules over as few REST APIs as fit: API Gateway allows each so many resources.
///
/// A module is never split.
final class ApiShards {
  /// What API Gateway allows unless asked to raise it.
  static final int MOST_RESOURCES = 300;

  private ApiShards() {}

  /// @throws OverBudget when a module alone has more than fits
  static List<List<ModuleDeclaration>> of(List<ModuleDeclaration> modules, int mostResources) {
    var shards = new ArrayList<List<ModuleDeclaration>>();
    for (var module : modules) {
      if (module.routes().isEmpty()) {
        continue;
      }
      Predicate<List<ModuleDeclaration>> hasRoom =
          shard -> resources(with(shard, module)) <= mostResources;
      if (!hasRoom.test(List.of())) {
        throw new OverBudget(
            "the module %s has %d API resources, a REST API holds %d: part it into two modules"
                .formatted(module.name(), resources(List.of(module)), mostResources));
      }
      shards.stream()
          .filter(hasRoom)
          .findFirst()
          .ifPresentOrElse(
              shard -> shard.add(module), () -> shards.add(new ArrayList<>(List.of(module))));
    }
    return List.copyOf(shards);
  }

  /// What follows the cell's name in the names of its APIs.
  static Stream<String> suffixes(CellPlan plan) {
    return IntStream.range(0, of(plan.modules(), MOST_RESOURCES).size())
        .mapToObj(ApiShards::suffix);
  }

  static String suffix(int shard) {
    return shard == 0 ? "" : String.valueOf(shard + 1);
  }

  /// The resources API Gateway makes of the routes: one for each step of a path, the root included.
  static int resources(List<ModuleDeclaration> modules) {
    Set<String> steps = new TreeSet<>(Set.of("/"));
    modules.stream()
        .flatMap(module -> module.routes().stream())
        .map(Route::path)
        .forEach(path -> {
          for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
            steps.add(path.substring(0, end));
          }
          steps.add(path);
        });
    return steps.size();
  }

  private static List<ModuleDeclaration> with(
      List<ModuleDeclaration> shard, ModuleDeclaration module) {
    var all = new ArrayList<>(shard);
    all.add(module);
    return all;
  }
}
