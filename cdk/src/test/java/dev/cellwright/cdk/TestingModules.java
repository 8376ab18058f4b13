package dev.cellwright.cdk;

import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.Feature;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import java.util.stream.IntStream;

/// Modules made up for tests: two core ones, one optional, and one as large as needed.
final class TestingModules {
  private TestingModules() {}

  static ModuleDeclaration identity() {
    return ModuleDeclaration.core("identity", "1.0.0")
        .summary("People and organizations.")
        .feature(new Feature.Number("maxTeamSize", 20, 1, 1000, "Members of a team."))
        .uses(CellResource.TOKEN_SIGNING)
        .uses(CellResource.EMAIL)
        .routes(List.of(get("/api/v1/users/me"), post("/api/v1/auth/login")))
        .build();
  }

  static ModuleDeclaration operations() {
    return ModuleDeclaration.core("operations", "1.0.0")
        .summary("Health and documents.")
        .routes(List.of(get("/api/v1/health"), get("/docs")))
        .build();
  }

  static ModuleDeclaration tasks() {
    return ModuleDeclaration.optional("tasks", "1.2.0")
        .summary("Boards, columns and tasks.")
        .dependsOn("identity")
        .feature(new Feature.Switch("enableKanban", true, "Boards with columns."))
        .routes(List.of(get("/api/v1/tasks"), post("/api/v1/tasks"), get("/api/v1/tasks/{id}")))
        .build();
  }

  /// A module whose routes make this many API resources besides those they share with others.
  static ModuleDeclaration large(String name, int resources) {
    return ModuleDeclaration.optional(name, "1.0.0")
        .summary("Large.")
        .routes(
            IntStream.range(0, resources).mapToObj(i -> get("/api/v1/" + name + "-" + i)).toList())
        .build();
  }

  static ModuleCatalogue catalogue() {
    return new ModuleCatalogue(List.of(identity(), operations(), tasks()));
  }

  private static Route<Object> get(String path) {
    return route(Route.get(path), "get" + path);
  }

  private static Route<Object> post(String path) {
    return route(Route.post(path), "post" + path);
  }

  private static Route<Object> route(Route.Builder<Object> route, String name) {
    return route
        .named(name.replaceAll("[^A-Za-z0-9]", "_"), "For tests.")
        .open()
        .by((_, _) -> {
          throw new UnsupportedOperationException("never called");
        });
  }
}
