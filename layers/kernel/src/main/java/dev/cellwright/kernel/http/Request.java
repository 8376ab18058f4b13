package dev.cellwright.kernel.http;

import dev.cellwright.kernel.data.PageRequest;
import dev.cellwright.kernel.shape.InvalidShape;
import dev.cellwright.kernel.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a handler sees of a request: the parameters of its path and query, a body of the declared
/// record, and the page asked for. All of it was checked for shape before the handler runs.
public final class Request {
  private final Route<?> route;
  private final Map<String, String> inPath;
  private final Map<String, String> inQuery;
  private final @Nullable Record body;
  private final @Nullable PageRequest page;
  private final @Nullable IfMatch ifMatch;
  private final HttpRequest raw;

  private Request(
      Route<?> route,
      Map<String, String> inPath,
      Map<String, String> inQuery,
      @Nullable Record body,
      @Nullable PageRequest page,
      @Nullable IfMatch ifMatch,
      HttpRequest raw) {
    this.route = route;
    this.inPath = inPath;
    this.inQuery = inQuery;
    this.body = body;
    this.page = page;
    this.ifMatch = ifMatch;
    this.raw = raw;
  }

  /// Checks a request against its route.
  ///
  /// @throws InvalidShape with everything that is wrong
  static Request read(Route<?> route, Map<String, String> inPath, HttpRequest raw) {
    var query = GivenParameters.inQuery(route, raw.query());
    var takes = route.takes();
    Record body = null;
    if (takes != null && !(route.bodyOptional() && raw.hasNoBody())) {
      body = Shapes.read(takes, raw.body());
    } else if (!route.bodyIgnored() && !raw.hasNoBody() && !raw.isEmptyObject()) {
      throw new InvalidShape("", "must be empty: this route takes no body");
    }
    return new Request(
        route,
        inPath,
        query.declared(),
        body,
        query.page(),
        IfMatch.parse(raw.headers().getOrDefault("If-Match", List.of())),
        raw);
  }

  /// The id in the path under this name.
  public UUID id(String parameter) {
    return UUID.fromString(path(parameter));
  }

  /// What stands in the path under this name.
  public String path(String parameter) {
    var value = inPath.get(parameter);
    if (value == null) {
      throw new IllegalArgumentException(route + " has no parameter " + parameter);
    }
    return value;
  }

  /// A parameter of the query that the route requires.
  public String query(String parameter) {
    var value = queryIfAny(parameter);
    if (value == null) {
      throw new IllegalArgumentException(route + " doesn't require " + parameter);
    }
    return value;
  }

  /// A parameter of the query, or null where the request leaves it out.
  public @Nullable String queryIfAny(String parameter) {
    if (route.queryParameters().stream().noneMatch(each -> each.name().equals(parameter))) {
      throw new IllegalArgumentException(route + " has no query parameter " + parameter);
    }
    return inQuery.get(parameter);
  }

  /// The body, as the record that the route takes.
  public <T extends Record> T body(Class<T> type) {
    if (body == null) {
      throw new IllegalStateException(route + " takes no body");
    }
    return type.cast(body);
  }

  /// The body, or null where the request has none, on a route that takes one optionally.
  public <T extends Record> @Nullable T bodyIfAny(Class<T> type) {
    return type.cast(body);
  }

  /// The page asked for, on a route that lists.
  public PageRequest page() {
    if (page == null) {
      throw new IllegalStateException(route + " lists nothing");
    }
    return page;
  }

  /// The version that the caller has seen; null where any will do.
  ///
  /// `If-Match` with several versions, or none of ours, can match nothing that is stored: it reads
  /// as version -1.
  public @Nullable Long ifMatch() {
    return ifMatch == null ? null : ifMatch.version();
  }

  /// The URL below which the gateway was asked, without a slash at the end.
  public String gatewayAddress() {
    return raw.gatewayAddress();
  }

  /// A header, for the few that mean something to a use case.
  public @Nullable String header(String name) {
    return raw.header(name);
  }

  /// A cookie's value, or null.
  public @Nullable String cookie(String name) {
    for (var header : raw.headers().getOrDefault("Cookie", List.of())) {
      for (var pair : header.split(";", -1)) {
        var parts = pair.strip().split("=", 2);
        if (parts.length == 2 && parts[0].equals(name)) {
          return parts[1];
        }
      }
    }
    return null;
  }
}
