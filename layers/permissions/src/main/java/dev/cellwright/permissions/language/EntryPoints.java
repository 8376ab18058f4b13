package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every relation must be one that somebody can have: its definition leads to a tuple at last.
///
/// Those who can have it grow from nothing: each round adds the relations that lead to one already
/// found, until a round adds none. Definitions that lead back to themselves without a tuple between
/// are refused even where another part leads out.
final class EntryPoints {

  private record Node(String type, String relation) {}

  private final Whole whole;
  private final Set<Node> found = new HashSet<>();

  EntryPoints(Whole whole) {
    this.whole = whole;
  }

  List<Problem> problems() {
    while (grows()) {}
    var problems = new ArrayList<Problem>();
    for (var type : whole.types()) {
      for (var relation : type.relations()) {
        var loops = loops(type, relation.definition(), Set.of(relation.name().text()));
        if (loops || !found.contains(node(type, relation))) {
          problems.add(
              relation
                  .name()
                  .problem(
                      Kind.ENTRY_POINT,
                      "`%s` is an impossible relation for `%s` (%s)."
                          .formatted(
                              relation.name().text(),
                              type.name().text(),
                              loops ? "potential loop" : "no entrypoint")));
        }
      }
    }
    return problems;
  }

  private boolean grows() {
    var before = found.size();
    for (var type : whole.types()) {
      for (var relation : type.relations()) {
        if (leadsOut(type, relation.definition())) {
          found.add(node(type, relation));
        }
      }
    }
    return found.size() > before;
  }

  private boolean leadsOut(TypeSyntax type, Definition definition) {
    return switch (definition) {
      case Definition.Direct(var restrictions) -> restrictions.stream().anyMatch(this::leadsOut);
      case Definition.Computed(var relation) ->
          found.contains(new Node(type.name().text(), relation.text()));
      case Definition.FromTupleset from -> leadsOut(type, from);
      case Definition.Union(var parts) -> parts.stream().anyMatch(each -> leadsOut(type, each));
      case Definition.Intersection _, Definition.Exclusion _ ->
          definition.children().stream().allMatch(each -> leadsOut(type, each));
    };
  }

  private boolean leadsOut(RestrictionSyntax restriction) {
    var relation = restriction.relation();
    return relation == null || found.contains(new Node(restriction.type().text(), relation));
  }

  private boolean leadsOut(TypeSyntax type, Definition.FromTupleset from) {
    var tupleset = type.relation(from.tupleset().text());
    return tupleset != null
        && tupleset.definition().restrictions().stream()
            .anyMatch(parent -> found.contains(new Node(parent.type().text(), from.relation())));
  }

  private static boolean loops(TypeSyntax type, Definition definition, Set<String> passed) {
    if (definition instanceof Definition.Computed(var name)) {
      var relation = type.relation(name.text());
      if (passed.contains(name.text()) || relation == null) {
        return relation != null;
      }
      var further = new HashSet<>(passed);
      further.add(name.text());
      return loops(type, relation.definition(), further);
    }
    return definition.children().stream().anyMatch(each -> loops(type, each, passed));
  }

  private static Node node(TypeSyntax type, RelationSyntax relation) {
    return new Node(type.name().text(), relation.name().text());
  }
}
