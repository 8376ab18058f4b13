package dev.cellwright.permissions.language;

import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.ObjectType;
import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.Relation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that a model says, merged, but with the places that rules need.
record Whole(List<TypeSyntax> types, List<ConditionSyntax> conditions) {

  @Nullable TypeSyntax type(String name) {
    return types.stream().filter(type -> type.name().text().equals(name)).findFirst().orElse(null);
  }

  /// Null where there is no such type or relation.
  @Nullable RelationSyntax relation(String type, String relation) {
    var found = type(type);
    return found == null ? null : found.relation(relation);
  }

  Stream<RelationSyntax> relations() {
    return types.stream().flatMap(type -> type.relations().stream());
  }

  Model model() {
    return new Model(
        types.stream().map(Whole::type).toList(),
        conditions.stream().map(Whole::condition).toList());
  }

  private static ObjectType type(TypeSyntax type) {
    return new ObjectType(
        type.name().text(),
        type.module(),
        type.name().place(),
        type.relations().stream().map(Whole::relation).toList());
  }

  private static Relation relation(RelationSyntax relation) {
    var definition = relation.definition();
    return new Relation(
        relation.name().text(),
        relation.module(),
        relation.name().place(),
        definition.rewrite(),
        definition.restrictions().stream().map(RestrictionSyntax::restriction).toList(),
        Derivations.of(relation),
        relation.comment().prose());
  }

  private static Condition condition(ConditionSyntax condition) {
    var parameters = new LinkedHashMap<String, ParameterType>();
    condition.parameters().forEach(each -> parameters.put(each.name().text(), each.type()));
    return new Condition(
        condition.name().text(),
        condition.module(),
        condition.name().place(),
        parameters,
        condition.expression());
  }
}
