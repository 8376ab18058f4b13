package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/// OpenAPI documents of a cell, printed from the declarations of its modules and nothing else.
public final class OpenApi {
  private OpenApi() {}

  /// OpenAPI 3.1, for the people who call the cell.
  ///
  /// @throws IllegalStateException where two routes or two records have one name
  public static ObjectNode published(CellInfo cell, List<ModuleDeclaration> modules) {
    refuseTwins(modules);
    return new PublishedDocument(cell, modules).print();
  }

  /// Its OpenAPI 3.0 twin, as far as API Gateway can import it: the same paths, methods and
  /// operation ids, and the parameters whose names it takes. Integrations and gateway responses are
  /// for whoever deploys it to add.
  ///
  /// API Gateway checks that required parameters are there. Bodies it only describes: what it would
  /// answer can't name the field, so field errors are the kernel's.
  ///
  /// @throws IllegalStateException where a path can't be imported, or two routes or records have
  ///   one name
  public static ObjectNode gateway(CellInfo cell, List<ModuleDeclaration> modules) {
    refuseTwins(modules);
    return new GatewayDocument(cell, modules).print();
  }

  private static void refuseTwins(List<ModuleDeclaration> modules) {
    var owners = new HashMap<String, String>();
    var places = new HashSet<String>();
    for (var module : modules) {
      for (var route : module.routes()) {
        var earlier = owners.put(route.name(), route.toString());
        if (earlier != null) {
          throw new IllegalStateException(
              "two routes are named %s: %s and %s".formatted(route.name(), earlier, route));
        }
        if (!places.add(route.toString())) {
          throw new IllegalStateException("declared twice: " + route);
        }
      }
    }
  }
}
