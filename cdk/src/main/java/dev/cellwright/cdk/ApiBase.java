package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import java.util.List;
import java.util.stream.Stream;

/// A base path, by which a domain tells one REST API from another: `/api/v1/tasks` or `/docs`.
final class ApiBase {
  private static final String VERSION = "/api/v1/";

  private ApiBase() {}

  /// The base of a route's path: its collection, or outside of the API's version its first step.
  static String of(String path) {
    var from = path.startsWith(VERSION) ? VERSION.length() : 1;
    var end = path.indexOf('/', from);
    return end < 0 ? path : path.substring(0, end);
  }

  /// All bases of some modules' routes, in the order in which they are first used.
  static List<String> all(List<ModuleDeclaration> modules) {
    return modules.stream()
        .flatMap(module -> module.routes().stream())
        .map(route -> of(route.path()))
        .distinct()
        .toList();
  }

  /// The modules with those of their routes that are below one of the bases; those without any are
  /// left out.
  static List<ModuleDeclaration> below(List<ModuleDeclaration> modules, List<String> bases) {
    return modules.stream()
        .map(module ->
            module.withRoutes(
                module.routes().stream()
                    .filter(route -> bases.contains(of(route.path())))
                    .toList()))
        .flatMap(module -> module.routes().isEmpty() ? Stream.of() : Stream.of(module))
        .toList();
  }
}
