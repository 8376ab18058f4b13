package dev.cellwright.kernel.http;

import dev.cellwright.kernel.data.PageParameters;
import dev.cellwright.kernel.data.PageRequest;
import dev.cellwright.kernel.shape.FieldError;
import dev.cellwright.kernel.shape.InvalidShape;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of a request as its route declares them.
final class GivenParameters {
  private GivenParameters() {}

  /// The parameters in the path, by name.
  ///
  /// @param segments as they stand in the path, still percent-encoded
  /// @throws InvalidShape with everything that is wrong
  static Map<String, String> inPath(Route<?> route, List<String> segments) {
    var names = route.pathParameters();
    var values = new HashMap<String, String>();
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < names.size(); i++) {
      var type = route.typeOf(names.get(i));
      var value = type instanceof ParameterType.Id ? segments.get(i) : decoded(segments.get(i));
      check(names.get(i), type, value, errors);
      values.put(names.get(i), value);
    }
    refuse(errors);
    return values;
  }

  /// A request's query, read.
  ///
  /// @param declared the route's own parameters by name; those left out are absent
  /// @param page what a listing's parameters ask for; null where nothing is listed
  record Query(Map<String, String> declared, @Nullable PageRequest page) {}

  /// Reads a query.
  ///
  /// @param query every parameter with all its values, decoded
  /// @throws InvalidShape with everything that is wrong
  static Query inQuery(Route<?> route, Map<String, List<String>> query) {
    var values = new HashMap<String, String>();
    var errors = new ArrayList<FieldError>();
    for (var parameter : route.queryParameters()) {
      var given = query.getOrDefault(parameter.name(), List.of());
      if (given.size() > 1) {
        errors.add(new FieldError(parameter.name(), "must be given once"));
      } else if (!given.isEmpty()) {
        check(parameter.name(), parameter.type(), given.getFirst(), errors);
        values.put(parameter.name(), given.getFirst());
      } else if (parameter.required()) {
        errors.add(new FieldError(parameter.name(), "is required"));
      }
    }
    var page = page(route, undeclared(route, query), errors);
    refuse(errors);
    return new Query(values, page);
  }

  private static @Nullable PageRequest page(
      Route<?> route, Map<String, List<String>> undeclared, List<FieldError> errors) {
    if (route.listing() == null) {
      undeclared.keySet().stream()
          .map(name -> new FieldError(name, "is not a known parameter"))
          .forEach(errors::add);
      return null;
    }
    try {
      return PageParameters.read(route.listing(), undeclared);
    } catch (InvalidShape refused) {
      errors.addAll(refused.errors());
      return null;
    }
  }

  /// What of a query the route doesn't declare itself, in the order of names.
  private static Map<String, List<String>> undeclared(Route<?> route, Map<String, List<String>> query) {
    var rest = new TreeMap<>(query);
    route.queryParameters().forEach(parameter -> rest.remove(parameter.name()));
    return rest;
  }

  private static void check(
      String name, ParameterType type, String value, List<FieldError> errors) {
    var problem = type.problem(value);
    if (problem != null) {
      errors.add(new FieldError(name, problem));
    }
  }

  private static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new InvalidShape(errors);
    }
  }

  /// Malformed escapes are left as they stand: no type admits them.
  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return segment;
    }
  }
}
