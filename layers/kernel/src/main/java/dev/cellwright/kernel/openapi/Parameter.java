package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn;
import dev.cellwright.kernel.data.PageRequest.Operator;
import dev.cellwright.kernel.http.Method;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.http.RouteParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A parameter of an operation.
///
/// @param in `path`, `query` or `header`
/// @param commaSeparated whether several values are joined by commas; the schema is then a list's
record Parameter(
    String name,
    String in,
    boolean required,
    boolean commaSeparated,
    String description,
    ObjectNode schema) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// Every parameter that a route reads, in the order of path, query, headers.
  static List<Parameter> of(Route<?> route) {
    var parameters = new ArrayList<Parameter>();
    for (var name : route.pathParameters()) {
      parameters.add(
          new Parameter(
              name, "path", true, false, meaning(route, name), schema(route.typeOf(name))));
    }
    for (var each : route.queryParameters()) {
      parameters.add(
          new Parameter(
              each.name(), "query", each.required(), false, each.meaning(), schema(each.type())));
    }
    if (route.listing() != null) {
      paging(route.listing(), parameters);
      filters(route.listing(), parameters);
    }
    if (route.method() == Method.POST) {
      parameters.add(
          header(
              "Idempotency-Key",
              route.keepsAnswer()
                  ? "Makes a repeated request harmless: the same key and body get the first answer"
                      + " again. 1 to 200 visible ASCII characters."
                  : "Taken but not used: the answer holds a secret, so nothing of it is kept."));
    }
    if (isGuarded(route)) {
      parameters.add(
          header(
              "If-Match",
              "The `ETag` the change is based on; refused with 412 if it is outdated."));
    }
    parameters.add(
        header(
            "X-Correlation-Id",
            "Your own id for the request: letters, digits, dots, dashes and underscores, at most 128."));
    return parameters;
  }

  private static String meaning(Route<?> route, String pathParameter) {
    return route.declared().stream()
        .filter(each -> each.inPath() && each.name().equals(pathParameter))
        .map(RouteParameter::meaning)
        .findFirst()
        .orElse("Which one is meant.");
  }

  private static ObjectNode schema(ParameterType type) {
    return switch (type) {
      case ParameterType.Id() -> type("string", "uuid");
      case ParameterType.Words(var min, var max) ->
          type("string").put("minLength", min).put("maxLength", max);
      case ParameterType.Form(var regex, var max, _) ->
          type("string").put("pattern", "^(" + regex + ")$").put("maxLength", max);
      case ParameterType.Choice(var values) -> {
        var choice = type("string");
        values.forEach(choice.putArray("enum")::add);
        yield choice;
      }
      case ParameterType.Collection(_) ->
          type("string").put("pattern", "^" + ParameterType.COLLECTION + "$");
    };
  }

  /// Whether the route changes something that `If-Match` can guard.
  static boolean isGuarded(Route<?> route) {
    return route.guarded()
        && switch (route.method()) {
          case PUT, PATCH, DELETE -> true;
          case GET, POST -> false;
        };
  }

  private static void paging(Listing<?> listing, List<Parameter> parameters) {
    parameters.add(
        query(
            "page",
            "The page, from 1, as far as 10,000 rows.",
            whole(1, 10_000).put("default", 1)));
    parameters.add(query("limit", "Rows a page.", whole(1, 100).put("default", 25)));
    parameters.add(
        query(
            "cursor",
            "Where the page before ended: `meta.cursor` of its answer. Goes on without end.",
            type("string")));
    parameters.add(
        new Parameter(
            "sort",
            "query",
            false,
            true,
            "Fields in order of weight, each as `field`, `field:asc` or `field:desc`: "
                + listing.choices().stream()
                    .filter(ListingColumn::sortable)
                    .map(column -> "`" + column.field() + "`")
                    .collect(Collectors.joining(", "))
                + ".",
            listOf(type("string"))));
    if (listing.searchable()) {
      parameters.add(
          query(
              "search",
              "Words that must all be there, whole or as the beginning of a word.",
              type("string").put("maxLength", 200)));
    }
  }

  private static void filters(Listing<?> listing, List<Parameter> parameters) {
    for (var column : listing.choices()) {
      if (column.filterable()) {
        Listing.operators(column).forEach(operator -> parameters.add(filter(column, operator)));
      }
    }
  }

  private static Parameter filter(ListingColumn column, Operator operator) {
    var suffix = operator.suffix().isEmpty() ? "" : "." + operator.suffix();
    var name = "filter[" + column.field() + suffix + "]";
    return switch (operator) {
      case ANY ->
          new Parameter(
              name, "query", false, true, "Equal to one of these.", listOf(value(column)));
      case NOT -> query(name, "Different from this.", value(column));
      case LESS -> query(name, "Less than this.", value(column));
      case AT_MOST -> query(name, "At most this.", value(column));
      case MORE -> query(name, "More than this.", value(column));
      case AT_LEAST -> query(name, "At least this.", value(column));
      case SET -> query(name, "Whether there is a value.", type("boolean"));
    };
  }

  private static ObjectNode value(ListingColumn column) {
    return switch (column.type()) {
      case TEXT -> type("string");
      case UUID -> type("string", "uuid");
      case DATE -> type("string", "date");
      case INSTANT -> {
        var either = JSON.objectNode();
        either.putArray("anyOf").add(type("string", "date-time")).add(type("string", "date"));
        yield either;
      }
      case WHOLE_NUMBER -> type("integer", "int64");
      case BOOLEAN -> type("boolean");
    };
  }

  private static Parameter query(String name, String description, ObjectNode schema) {
    return new Parameter(name, "query", false, false, description, schema);
  }

  private static Parameter header(String name, String description) {
    return new Parameter(name, "header", false, false, description, type("string"));
  }

  private static ObjectNode listOf(ObjectNode each) {
    var list = type("array");
    list.set("items", each);
    return list;
  }

  private static ObjectNode whole(int least, int most) {
    return type("integer").put("minimum", least).put("maximum", most);
  }

  private static ObjectNode type(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static ObjectNode type(String type, String format) {
    return type(type).put("format", format);
  }
}
