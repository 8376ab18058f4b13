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

/// Spreads routes over as few REST APIs as fit: API Gateway allows each so many resources.
///
/// What is below one base path is never split, whichever modules' routes it is: a domain tells its
/// APIs apart by base paths.
final class ApiShards {
  /// What API Gateway allows unless asked to raise it.
  static final int MOST_RESOURCES = 300;

  private ApiShards() {}

  /// For each API the modules with those of their routes that are in it.
  ///
  /// @throws OverBudget when what is below one base path alone is more than fits
  static List<List<ModuleDeclaration>> of(List<ModuleDeclaration> modules, int mostResources) {
    var shards = new ArrayList<List<String>>();
    for (var base : ApiBase.all(modules)) {
      Predicate<List<String>> hasRoom =
          shard -> resources(ApiBase.below(modules, with(shard, base))) <= mostResources;
      if (!hasRoom.test(List.of())) {
        throw new OverBudget(
            "below %s are %d API resources, a REST API holds %d: begin some of the paths otherwise"
                .formatted(base, resources(ApiBase.below(modules, List.of(base))), mostResources));
      }
      shards.stream()
          .filter(hasRoom)
          .findFirst()
          .ifPresentOrElse(
              shard -> shard.add(base), () -> shards.add(new ArrayList<>(List.of(base))));
    }
    return shards.stream().map(shard -> ApiBase.below(modules, shard)).toList();
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

  private static List<String> with(List<String> shard, String base) {
    var all = new ArrayList<>(shard);
    all.add(base);
    return all;
  }
}
