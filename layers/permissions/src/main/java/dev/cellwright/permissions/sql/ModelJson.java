package dev.cellwright.permissions.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.Derivation;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.Relation;
import dev.cellwright.permissions.Restriction;
import dev.cellwright.permissions.Rewrite;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The model as the database keeps it, for what explains decisions. Codes are marks.
final class ModelJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelJson() {}

  static String of(Model model) {
    var root = JSON.createObjectNode();
    var types = root.putObject("types");
    for (var type : model.types()) {
      var written = types.putObject(type.name());
      written.put("module", type.module());
      var relations = written.putObject("relations");
      for (var relation : type.relations()) {
        write(
            relations.putObject(relation.name()),
            new RelationName(type.name(), relation.name()),
            relation);
      }
    }
    var conditions = root.putObject("conditions");
    model
        .conditions()
        .forEach(condition -> write(conditions.putObject(condition.name()), condition));
    return marked(root);
  }

  /// Whatever else has the sign of marks is written as an escape; marks lose their quotes.
  private static String marked(ObjectNode root) {
    return root.toString()
        .replace(Codes.SIGN, "\\u00a7")
        .replace("\"\\u0001", Codes.SIGN)
        .replace("\\u0002\"", Codes.SIGN);
  }

  private static void code(ObjectNode node, String name, String mark) {
    node.put(name, "\u0001" + mark.substring(1, mark.length() - 1) + "\u0002");
  }

  private static void write(ObjectNode node, RelationName name, Relation relation) {
    code(node, "code", Codes.relation(name));
    node.put("module", relation.module());
    node.set("rewrite", written(relation.rewrite()));
    var restrictions = node.putArray("restrictions");
    relation.restrictions().forEach(each -> write(restrictions.addObject(), each));
    write(node, relation.derivation());
    node.put("comment", relation.comment());
  }

  private static void write(ObjectNode node, Restriction restriction) {
    node.put("type", restriction.type());
    node.put("relation", restriction.relation());
    node.put("wildcard", restriction.wildcard());
    node.put("condition", restriction.condition());
    code(node, "sref", Codes.subject(restriction));
  }

  private static void write(ObjectNode node, @Nullable Derivation derivation) {
    if (derivation == null) {
      node.putNull("derived");
      return;
    }
    node.putObject("derived")
        .put("table", derivation.table())
        .put("subject", derivation.subjectColumn())
        .put("object", derivation.objectColumn())
        .put("where", derivation.where());
  }

  private static void write(ObjectNode node, Condition condition) {
    code(node, "code", Codes.condition(condition.name()));
    node.put("module", condition.module());
    var parameters = node.putObject("parameters");
    condition.parameters().forEach((name, type) -> parameters.put(name, written(type)));
    node.put("expression", condition.expression());
  }

  private static String written(ParameterType type) {
    var element = type.element();
    var kind = type.kind().name().toLowerCase(Locale.ROOT);
    return element == null ? kind : kind + "<" + written(element) + ">";
  }

  private static ObjectNode written(Rewrite rewrite) {
    var node = JSON.createObjectNode();
    switch (rewrite) {
      case Rewrite.Direct() -> node.putObject("this");
      case Rewrite.Computed(var relation) -> node.put("computed", relation);
      case Rewrite.FromTupleset(var tupleset, var relation) ->
          node.putArray("from").add(tupleset).add(relation);
      case Rewrite.Union(var parts) -> add(node.putArray("union"), parts);
      case Rewrite.Intersection(var parts) -> add(node.putArray("intersection"), parts);
      case Rewrite.Exclusion(var base, var subtracted) ->
          add(node.putArray("exclusion"), List.of(base, subtracted));
    }
    return node;
  }

  private static void add(ArrayNode array, List<Rewrite> parts) {
    parts.forEach(part -> array.add(written(part)));
  }
}
