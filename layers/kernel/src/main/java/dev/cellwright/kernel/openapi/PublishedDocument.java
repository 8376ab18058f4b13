package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Access;
import dev.cellwright.kernel.http.Method;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The OpenAPI 3.1 document.
final class PublishedDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String DESCRIPTION =
      """
      JSON over HTTP. Times are RFC 3339, in UTC when answered. A field that you are not cleared to see \
      is left out of an answer; those that nobody is kept from are the required ones. A list is answered \
      as `data` and `meta`. An error is answered in the form `Error`, or as `Problem` to whoever accepts \
      `application/problem+json`. Every request may carry an `X-Correlation-Id`, and every answer has one; a `traceparent` of yours is \
      gone on with.\
      """;

  private final CellInfo cell;
  private final List<ModuleDeclaration> modules;
  private final Schemas schemas;

  PublishedDocument(CellInfo cell, List<ModuleDeclaration> modules) {
    this.cell = cell;
    this.modules = modules;
    var insideOrganizations = new Schemas(SCHEMAS);
    answers(route -> route.access() instanceof Access.Member).forEach(insideOrganizations::answer);
    schemas = new Schemas(SCHEMAS, insideOrganizations.types()::contains);
    // Answers come first: of a record that is sent too, the answer has the plain name.
    answers(_ -> true).forEach(schemas::answer);
  }

  private List<Class<?>> answers(Predicate<Route<?>> which) {
    var answers = new ArrayList<Class<?>>();
    for (var module : modules) {
      for (var route : module.routes()) {
        if (route.answers() != null && which.test(route)) {
          answers.add(route.answers());
        }
      }
    }
    return answers;
  }

  ObjectNode print() {
    var document = JSON.objectNode().put("openapi", "3.1.0");
    document.set("info", info(cell).put("description", DESCRIPTION));
    document.putArray("servers").addObject().put("url", "/");
    document.set("tags", tags());
    document.set("paths", paths());
    document.set("components", components());
    return document;
  }

  static ObjectNode info(CellInfo cell) {
    return JSON.objectNode().put("title", cell.product()).put("version", "v1");
  }

  private ArrayNode tags() {
    var tags = JSON.arrayNode();
    for (var module : modules) {
      if (!module.routes().isEmpty()) {
        tags.addObject()
            .put("name", module.name())
            .put("description", module.summary())
            .put("x-version", module.version());
      }
    }
    return tags;
  }

  private ObjectNode paths() {
    var paths = JSON.objectNode();
    for (var module : modules) {
      for (var route : module.routes()) {
        paths.withObjectProperty(route.path()).set(verb(route), operation(module, route));
      }
    }
    return paths;
  }

  static String verb(Route<?> route) {
    return route.method().name().toLowerCase(Locale.ROOT);
  }

  private ObjectNode operation(ModuleDeclaration module, Route<?> route) {
    var operation = JSON.objectNode();
    operation.putArray("tags").add(module.name());
    operation.put("operationId", route.name()).put("summary", route.summary());
    if (route.access() instanceof Access.Member member) {
      operation.put("description", asked(route, member));
    }
    var parameters = operation.putArray("parameters");
    Parameter.of(route).stream().map(PublishedDocument::parameter).forEach(parameters::add);
    if (route.takes() != null) {
      operation.set("requestBody", body(route, schemas.request(route.takes())));
    }
    if (route.takesBytes()) {
      operation
          .putObject("requestBody")
          .put("required", true)
          .put("description", "Whatever its sender signs.")
          .putObject("content")
          .putObject("*/*");
    }
    operation.set("responses", responses(route));
    var security = operation.putArray("security");
    if (route.access() instanceof Access.Open(var heedsToken)) {
      if (heedsToken) {
        security.addObject();
        security.addObject().putArray("accessToken");
      }
    } else {
      security.addObject().putArray("accessToken");
    }
    return operation;
  }

  private static String asked(Route<?> route, Access.Member member) {
    var listing = route.listing();
    var visibility = listing == null ? null : listing.visibility();
    return visibility != null
        ? "Holds what the reader has the permission `%s` on.".formatted(visibility.permission())
        : member.objectParameter() == null
            ? "Asks the permission `%s`.".formatted(member.permission())
            : "Asks the permission `%s` on `%s`."
                .formatted(member.permission(), member.objectParameter());
  }

  private static ObjectNode parameter(Parameter parameter) {
    var printed =
        JSON.objectNode()
            .put("name", parameter.name())
            .put("in", parameter.in())
            .put("required", parameter.required())
            .put("description", parameter.description());
    if (parameter.commaSeparated()) {
      printed.put("style", "form").put("explode", false);
    }
    printed.set("schema", parameter.schema());
    return printed;
  }

  private static ObjectNode body(Route<?> route, ObjectNode schema) {
    var body = JSON.objectNode().put("required", !route.bodyOptional());
    var content = body.putObject("content");
    content.putObject("application/json").set("schema", schema);
    if (route.method() == Method.PATCH) {
      content.putObject("application/merge-patch+json").set("schema", schema);
    }
    return body;
  }

  private ObjectNode responses(Route<?> route) {
    var responses = JSON.objectNode();
    responses.set(String.valueOf(route.success()), success(route));
    for (var refusal : Refusal.of(route)) {
      responses
          .putObject(String.valueOf(refusal.status))
          .put("$ref", "#/components/responses/" + refusal.component());
    }
    return responses;
  }

  private ObjectNode success(Route<?> route) {
    var response = JSON.objectNode().put("description", description(route.success()));
    var headers = response.putObject("headers");
    CommonComponents.everyAnswer(headers);
    if (route.success() == 201) {
      headers.set("Location", CommonComponents.reference("headers", "Location"));
    }
    if (route.guarded() && route.answers() != null) {
      headers.set("ETag", CommonComponents.reference("headers", "ETag"));
    }
    var schema = answer(route);
    if (schema != null) {
      response.putObject("content").putObject(route.mediaType()).set("schema", schema);
    }
    return response;
  }

  static String description(int status) {
    return switch (status) {
      case 200 -> "Done.";
      case 201 -> "Created.";
      case 202 -> "Accepted; it happens later.";
      case 204 -> "Done; there is nothing to say.";
      default -> "Answered with status " + status + ".";
    };
  }

  private @Nullable ObjectNode answer(Route<?> route) {
    var record = route.answers();
    if (record == null) {
      return textual(route);
    }
    return route.listing() == null ? schemas.answer(record) : list(schemas.answer(record));
  }

  private static @Nullable ObjectNode textual(Route<?> route) {
    if (!route.mediaType().equals("application/json")) {
      return JSON.objectNode().put("type", "string");
    }
    return route.success() == 200 ? JSON.objectNode().put("type", "object") : null;
  }

  private static ObjectNode list(ObjectNode row) {
    var list = JSON.objectNode().put("type", "object");
    var properties = list.putObject("properties");
    properties.putObject("data").put("type", "array").set("items", row);
    properties.set("meta", CommonComponents.reference("schemas", "ListMeta"));
    list.putArray("required").add("data").add("meta");
    return list;
  }

  private ObjectNode components() {
    var components = CommonComponents.all();
    var all = (ObjectNode) components.path("schemas");
    for (Map.Entry<String, ObjectNode> record : schemas.printed().entrySet()) {
      if (all.has(record.getKey())) {
        throw new IllegalStateException(
            "no record can be named %s: the documents use the name".formatted(record.getKey()));
      }
      all.set(record.getKey(), record.getValue());
    }
    return components;
  }
}
