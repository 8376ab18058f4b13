package dev.cellwright.localcell.websocket;

import dev.cellwright.localcell.gateway.Header;
import java.util.List;
import java.util.Map;

/// Where an authorizer finds who connects: a header or a query parameter.
public record IdentitySource(boolean header, String name) {
  private static final String HEADER = "route.request.header.";
  private static final String QUERY = "route.request.querystring.";

  /// Throws [IllegalArgumentException] for a place that is neither.
  public static IdentitySource of(String expression) {
    if (expression.startsWith(HEADER)) {
      return new IdentitySource(true, expression.substring(HEADER.length()));
    }
    if (expression.startsWith(QUERY)) {
      return new IdentitySource(false, expression.substring(QUERY.length()));
    }
    throw new IllegalArgumentException(
        "the identity source " + expression + " is not known to the local cell");
  }

  boolean isIn(List<Header> headers, Map<String, List<String>> query) {
    var value =
        header ? Header.last(headers, name) : query.getOrDefault(name, List.of("")).getLast();
    return value != null && !value.isEmpty();
  }
}
