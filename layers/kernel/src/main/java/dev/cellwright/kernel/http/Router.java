package dev.cellwright.kernel.http;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the endpoint of a method and a path. A literal segment wins over a parameter; a path whose
/// literal has no such method falls back to the parameter beside it, as API Gateway does.
final class Router {
  /// What was found.
  sealed interface Found {
    record At(Endpoint endpoint, List<String> parameters) implements Found {}

    record OtherMethods(Set<String> allowed) implements Found {}

    record Nothing() implements Found {}
  }

  private final List<Endpoint> endpoints;

  Router(List<Endpoint> endpoints) {
    this.endpoints =
        endpoints.stream()
            .sorted(
                Comparator.comparing(
                        (Endpoint endpoint) -> endpoint.route().pathParameters().size())
                    .thenComparing(endpoint -> endpoint.route().path()))
            .toList();
  }

  Found find(String method, String path) {
    var allowed = new TreeSet<String>();
    @Nullable Found best = null;
    for (var endpoint : endpoints) {
      var parameters = endpoint.route().match(path);
      if (parameters == null) {
        continue;
      }
      allowed.add(endpoint.route().method().name());
      if (best == null && endpoint.route().method().name().equals(method)) {
        best = new Found.At(endpoint, parameters);
      }
    }
    if (best != null) {
      return best;
    }
    return allowed.isEmpty() ? new Found.Nothing() : new Found.OtherMethods(allowed);
  }
}
