package dev.cellwright.kernel.http;

import dev.cellwright.kernel.EntityType;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/// Spells out routes whose path begins with any collection, `/api/v1/{collection}/{id}/linked`,
/// once for each collection of a cell; where links are meant, of things that can be linked.
///
/// API Gateway takes a variable beside literals, but nowhere promises to come back from
/// `/api/v1/tasks/{id}` to `/api/v1/{collection}/{id}/linked` where the longer path is missing
/// under the literal. Spelled out, nothing has to be gone back from, and a collection that the cell
/// doesn't have is no path of it.
public final class CollectionRoutes {
  private CollectionRoutes() {}

  /// The modules, with literal collections in all their paths.
  ///
  /// @throws IllegalStateException where two entity types of the cell have one collection
  public static List<ModuleDeclaration> spelledOut(List<ModuleDeclaration> modules) {
    var entities = modules.stream().flatMap(module -> module.entities().stream()).toList();
    refuseTwins(entities);
    return modules.stream()
        .map(module ->
            module.withRoutes(
                module.routes().stream()
                    .<Route<?>>flatMap(route -> spelledOut(route, entities))
                    .toList()))
        .toList();
  }

  private static Stream<? extends Route<?>> spelledOut(Route<?> route, List<EntityType> entities) {
    for (var variable : route.declared()) {
      if (variable.type() instanceof ParameterType.Collection(var linkable)) {
        return entities.stream()
            .filter(entity -> entity.linkable() || !linkable)
            .map(entity -> route.within(variable, entity.collection()));
      }
    }
    return Stream.of(route);
  }

  private static void refuseTwins(List<EntityType> entities) {
    var owners = new HashMap<String, String>();
    for (var entity : entities) {
      var earlier = owners.put(entity.collection(), entity.type());
      if (earlier != null) {
        throw new IllegalStateException(
            "%s and %s both have the collection %s"
                .formatted(earlier, entity.type(), entity.collection()));
      }
    }
  }
}
