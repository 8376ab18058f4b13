package dev.cellwright.permissions.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.Relation;
import dev.cellwright.permissions.Restriction;
import dev.cellwright.permissions.Rewrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings models, ours and those of the published JSON form, to one shape that can be compared:
/// texts by what they describe.
final class PublishedModels {

  private static final String NONE = "null";

  private PublishedModels() {}

  static Map<String, Object> of(Model model) {
    var said = new LinkedHashMap<String, Object>();
    for (var type : model.types()) {
      said.put(type.name(), "type of " + type.module());
      for (var relation : type.relations()) {
        said.put(type.name() + "#" + relation.name(), relation(relation));
      }
    }
    model.conditions().forEach(each -> said.put("condition " + each.name(), condition(each)));
    return said;
  }

  private static List<Object> relation(Relation relation) {
    return List.of(
        "in " + relation.module(),
        rewrite(relation.rewrite()),
        relation.restrictions().stream().map(PublishedModels::restriction).toList());
  }

  private static String restriction(Restriction restriction) {
    return restriction.type()
        + (restriction.relation() == null ? "" : "#" + restriction.relation())
        + (restriction.wildcard() ? ":*" : "")
        + (restriction.condition() == null ? "" : " with " + restriction.condition());
  }

  private static ObjectNode rewrite(Rewrite rewrite) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (rewrite) {
      case Rewrite.Direct() -> json.putObject("this");
      case Rewrite.Computed(var relation) ->
          json.putObject("computedUserset").put("relation", relation);
      case Rewrite.FromTupleset(var tupleset, var relation) -> {
        var from = json.putObject("tupleToUserset");
        from.putObject("computedUserset").put("relation", relation);
        from.putObject("tupleset").put("relation", tupleset);
      }
      case Rewrite.Union(var parts) -> children(json.putObject("union"), parts);
      case Rewrite.Intersection(var parts) -> children(json.putObject("intersection"), parts);
      case Rewrite.Exclusion(var base, var subtracted) ->
          json.putObject("difference")
              .<ObjectNode>set("base", rewrite(base))
              .set("subtract", rewrite(subtracted));
    }
    return json;
  }

  private static void children(ObjectNode json, List<Rewrite> parts) {
    var child = json.putArray("child");
    parts.forEach(part -> child.add(rewrite(part)));
  }

  private static List<Object> condition(Condition condition) {
    var parameters = new LinkedHashMap<String, String>();
    condition.parameters().forEach((name, type) -> parameters.put(name, type(type)));
    return List.of("in " + condition.module(), parameters, condition.expression());
  }

  private static String type(ParameterType type) {
    var element = type.element();
    return "TYPE_NAME_" + type.kind() + (element == null ? "" : "<" + type(element) + ">");
  }

  static Map<String, Object> of(JsonNode json) {
    var said = new LinkedHashMap<String, Object>();
    for (var type : json.path("type_definitions")) {
      var name = type.path("type").asText();
      var module = module(type.path("metadata"), NONE);
      said.put(name, "type of " + module);
      type.path("relations")
          .properties()
          .forEach(relation -> {
            var metadata = type.at("/metadata/relations/" + pointer(relation.getKey()));
            said.put(
                name + "#" + relation.getKey(),
                List.of(
                    "in " + module(metadata, module), relation.getValue(), restrictions(metadata)));
          });
    }
    for (var condition : json.path("conditions")) {
      said.put("condition " + condition.path("name").asText(), condition(condition));
    }
    return said;
  }

  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /// A relation says its module only where it isn't its type's.
  private static String module(JsonNode metadata, String otherwise) {
    return metadata.path("module").asText(otherwise);
  }

  private static List<String> restrictions(JsonNode metadata) {
    var all = new ArrayList<String>();
    for (var each : metadata.path("directly_related_user_types")) {
      all.add(
          restriction(
              new Restriction(
                  each.path("type").asText(),
                  each.path("relation").asText("").isEmpty() ? null : each.get("relation").asText(),
                  each.has("wildcard"),
                  each.path("condition").asText("").isEmpty()
                      ? null
                      : each.get("condition").asText())));
    }
    return all;
  }

  private static List<Object> condition(JsonNode condition) {
    var parameters = new LinkedHashMap<String, String>();
    condition
        .path("parameters")
        .properties()
        .forEach(each -> parameters.put(each.getKey(), type(each.getValue())));
    return List.of(
        "in " + module(condition.path("metadata"), NONE),
        parameters,
        condition.path("expression").asText());
  }

  private static String type(JsonNode type) {
    var element = type.at("/generic_types/0");
    return type.path("type_name").asText()
        + (element.isMissingNode() ? "" : "<" + type(element) + ">");
  }
}
