package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A published OpenAPI document as one HTML page that needs nothing else: no script, no other file.
public final class DocsPage {
  private final JsonNode document;
  private final Html html = new Html();

  private DocsPage(JsonNode document) {
    this.document = document;
  }

  /// The page.
  ///
  /// @param published what [OpenApi#published] printed
  public static String of(ObjectNode published) {
    return new DocsPage(published).print();
  }

  private String print() {
    var title =
        document.at("/info/title").asText() + " API " + document.at("/info/version").asText();
    html.constant("<!doctype html>\n")
        .open("html", "lang", "en")
        .constant("<head><meta charset=\"utf-8\">")
        .constant("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .text("title", title)
        .constant(DocsStyle.ELEMENT)
        .constant("</head><body>\n");
    html.element("nav", this::contents, "aria-label", "Contents");
    html.element(
        "main",
        () -> {
          html.text("h1", title);
          html.element("p", () -> html.prose(document.at("/info/description").asText()));
          html.element(
              "p",
              () ->
                  html.text("For programs: ")
                      .text("a", "OpenAPI 3.1", "href", "/api/v1/openapi.json"));
          document.path("tags").forEach(this::module);
          html.text("h2", "Errors", "id", "errors");
          document.at("/components/responses").properties().forEach(this::refusal);
          html.text("h2", "Schemas", "id", "schemas");
          document.at("/components/schemas").properties().forEach(this::schema);
        });
    return html.constant("</body></html>\n").toString();
  }

  /// An operation with its place.
  private record Operation(String path, String verb, JsonNode node) {
    String id() {
      return "operation-" + node.path("operationId").asText();
    }
  }

  private List<Operation> operations(JsonNode tag) {
    var operations = new ArrayList<Operation>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
        if (verb.getValue().path("tags").path(0).equals(tag.path("name"))) {
          operations.add(new Operation(path.getKey(), verb.getKey(), verb.getValue()));
        }
      }
    }
    return operations;
  }

  private void contents() {
    for (var tag : document.path("tags")) {
      html.element("strong", () -> link("module-" + name(tag), name(tag)));
      html.element(
          "ul",
          () ->
              operations(tag)
                  .forEach(each -> html.element("li", () -> link(each.id(), summary(each.node)))));
    }
    html.element(
        "ul",
        () -> {
          html.element("li", () -> link("errors", "Errors"));
          html.element("li", () -> link("schemas", "Schemas"));
        });
  }

  private static String name(JsonNode tag) {
    return tag.path("name").asText();
  }

  private static String summary(JsonNode operation) {
    var summary = operation.path("summary").asText();
    return summary.isEmpty() ? operation.path("operationId").asText() : summary;
  }

  private void module(JsonNode tag) {
    html.text("h2", name(tag), "id", "module-" + name(tag));
    html.element("p", () -> html.prose(tag.path("description").asText()));
    operations(tag).forEach(this::operation);
  }

  private void operation(Operation operation) {
    var node = operation.node();
    html.text("h3", summary(node), "id", operation.id());
    html.element(
        "p",
        () ->
            html.text("span", operation.verb().toUpperCase(Locale.ROOT), "class", "verb")
                .text(" ")
                .text("span", operation.path(), "class", "path"));
    html.element(
        "p",
        () -> {
          html.prose(node.path("description").asText());
          html.text(
              node.path("security").isEmpty() ? " Needs no token." : " Needs an access token.");
        });
    parameters(node.path("parameters"));
    body(node.path("requestBody").path("content"));
    answers(node.path("responses"));
  }

  /// Leaves out what every operation has, and the variants of a filter but for their names.
  private void parameters(JsonNode parameters) {
    var own =
        all(parameters).stream()
            .filter(each -> !name(each).equals("X-Correlation-Id") && !isVariant(each))
            .toList();
    if (own.isEmpty()) {
      return;
    }
    html.text("h4", "Parameters");
    table(
        List.of("Name", "In", "Type", "Meaning"),
        () -> own.forEach(each -> parameter(each, variants(each, parameters))));
  }

  private void parameter(JsonNode parameter, String variants) {
    row(
        () -> html.text("code", name(parameter)),
        () -> html.text(parameter.path("in").asText()),
        () -> type(parameter.path("schema")),
        () -> {
          meaning(
              parameter.path("description").asText(),
              parameter.path("required").asBoolean() ? "required" : "",
              SchemaWords.bounds(parameter.path("schema")));
          html.prose(variants.isEmpty() ? "" : " Also " + variants + ".");
        });
  }

  /// `filter[due_at.lt]`
  private static boolean isVariant(JsonNode parameter) {
    return name(parameter).startsWith("filter[") && name(parameter).contains(".");
  }

  private static String variants(JsonNode parameter, JsonNode parameters) {
    var beginning = name(parameter).replace("]", ".");
    return all(parameters).stream()
        .map(DocsPage::name)
        .filter(name -> name.startsWith(beginning) && name.endsWith("]"))
        .map(name -> "`" + name + "`")
        .collect(Collectors.joining(", "));
  }

  private void body(JsonNode content) {
    if (content.isEmpty()) {
      return;
    }
    html.text("h4", "Body");
    html.element(
        "p",
        () ->
            html.text(
                content
                    .propertyStream()
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(" or "))));
    var schema = content.properties().iterator().next().getValue().path("schema");
    html.element("p", () -> type(schema));
    fields(resolved(schema));
  }

  private void answers(JsonNode responses) {
    html.text("h4", "Answers");
    table(
        List.of("Status", "Meaning"),
        () ->
            responses
                .properties()
                .forEach(response ->
                    row(() -> html.text(response.getKey()), () -> answer(response.getValue()))));
  }

  private void answer(JsonNode response) {
    if (response.has("$ref")) {
      var name = SchemaWords.name(response);
      html.prose(document.at("/components/responses/" + name + "/description").asText() + " ");
      link("error-" + name, name);
      return;
    }
    html.prose(response.path("description").asText() + " ");
    for (Map.Entry<String, JsonNode> content : response.path("content").properties()) {
      var schema = content.getValue().path("schema");
      var rows = schema.path("properties").path("data");
      html.text("code", content.getKey()).text(" ");
      if (rows.isMissingNode()) {
        type(schema);
      } else {
        html.text("data: ");
        type(rows);
        html.text(", meta: ");
        type(schema.path("properties").path("meta"));
      }
    }
  }

  private void refusal(Map.Entry<String, JsonNode> refusal) {
    html.text("h3", refusal.getKey(), "id", "error-" + refusal.getKey());
    html.element("p", () -> html.prose(refusal.getValue().path("description").asText()));
    var example = refusal.getValue().path("content").path("application/json").path("example");
    html.element(
        "p",
        () -> {
          html.text("code", example.at("/error/code").asText()).text(" in ");
          link("schema-Error", "Error");
          html.text(" or ");
          link("schema-Problem", "Problem");
        });
  }

  private void schema(Map.Entry<String, JsonNode> schema) {
    html.text("h3", schema.getKey(), "id", "schema-" + schema.getKey());
    html.element("p", () -> html.prose(schema.getValue().path("description").asText()));
    fields(schema.getValue());
  }

  private void fields(JsonNode schema) {
    var required =
        all(schema.path("required")).stream().map(JsonNode::asText).collect(Collectors.toSet());
    if (schema.path("properties").isEmpty()) {
      return;
    }
    table(
        List.of("Field", "Type", "Meaning"),
        () -> schema.path("properties").properties().forEach(field -> field(field, required)));
  }

  private void field(Map.Entry<String, JsonNode> field, Set<String> required) {
    var schema = field.getValue();
    row(
        () -> html.text("code", field.getKey()),
        () -> type(schema),
        () ->
            meaning(
                schema.path("description").asText(),
                required.contains(field.getKey()) ? "required" : "",
                SchemaWords.bounds(schema),
                schema.has("items") ? each(schema.path("items")) : ""));
  }

  private static String each(JsonNode items) {
    var bounds = SchemaWords.bounds(items);
    return bounds.isEmpty() ? "" : "each " + bounds;
  }

  private void meaning(String description, String... bounds) {
    html.prose(description);
    var words = Arrays.stream(bounds).filter(each -> !each.isEmpty()).toList();
    if (!words.isEmpty()) {
      html.text(description.isEmpty() ? "" : " ").text("em", String.join("; ", words));
    }
  }

  private void type(JsonNode schema) {
    var target = reference(schema);
    if (target.isMissingNode()) {
      html.text(SchemaWords.type(schema));
    } else {
      link("schema-" + SchemaWords.name(target), SchemaWords.type(schema));
    }
  }

  /// The reference in a schema, in its list's items or among its alternatives.
  private static JsonNode reference(JsonNode schema) {
    if (schema.has("$ref")) {
      return schema;
    }
    if (schema.has("items")) {
      return reference(schema.path("items"));
    }
    return all(schema.path("anyOf")).stream()
        .filter(each -> each.has("$ref"))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? document.at("/components/schemas/" + SchemaWords.name(schema))
        : schema;
  }

  private void table(List<String> heads, Runnable rows) {
    html.element(
        "table",
        () -> {
          html.element(
              "thead",
              () -> html.element("tr", () -> heads.forEach(head -> html.text("th", head))));
          html.element("tbody", rows);
        });
  }

  private void row(Runnable... cells) {
    html.element("tr", () -> List.of(cells).forEach(cell -> html.element("td", cell)));
  }

  private void link(String id, String text) {
    html.text("a", text, "href", "#" + id);
  }

  private static List<JsonNode> all(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).toList();
  }
}
