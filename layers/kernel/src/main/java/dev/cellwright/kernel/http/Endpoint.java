package dev.cellwright.kernel.http;

import java.util.List;
import java.util.function.Function;

/// A route bound to the instance that answers it.
public record Endpoint(Route<?> route, Function<Request, Response> answer) {

  /// Binds routes to their handlers' instance.
  public static <R> List<Endpoint> bind(List<Route<R>> routes, R handlers) {
    return routes.stream()
        .map(route -> new Endpoint(route, request -> route.handler().handle(handlers, request)))
        .toList();
  }
}
