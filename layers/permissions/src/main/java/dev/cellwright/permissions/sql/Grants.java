package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Relation;
import dev.cellwright.permissions.Restriction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The tuples that the model allows of some relations, as SQL over `authz.tuples t`: what it
/// doesn't allow is ignored.
///
/// @param allowed restrictions by relation; none is empty
record Grants(Map<RelationName, List<Restriction>> allowed) {

  /// Those of relations that aren't derived, as far as a restriction is of interest.
  static Grants of(Model model, Collection<RelationName> names, Predicate<Restriction> wanted) {
    var allowed = new LinkedHashMap<RelationName, List<Restriction>>();
    for (var name : names) {
      Relation relation = Flattening.relation(model, name);
      var restrictions = relation.restrictions().stream().filter(wanted).toList();
      if (relation.derivation() == null && !restrictions.isEmpty()) {
        allowed.put(name, restrictions);
      }
    }
    return new Grants(allowed);
  }

  boolean isEmpty() {
    return allowed.isEmpty();
  }

  boolean hasWildcard() {
    return restrictions().stream().anyMatch(Restriction::wildcard);
  }

  boolean hasCondition() {
    return restrictions().stream().anyMatch(each -> each.condition() != null);
  }

  /// The kinds of their subjects, without repetition.
  Set<Restriction> restrictions() {
    return allowed.values().stream()
        .flatMap(List::stream)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// `t.rel in (…) and t.sref in (…) and t.cond in (…)`, as one or as alternatives.
  String predicate() {
    var rectangles = rectangles();
    if (rectangles.size() == 1) {
      return rectangles.getFirst();
    }
    var relations =
        allowed.keySet().stream().map(Codes::relation).collect(Collectors.joining(", "));
    return "t.rel in (%s) and (%s)".formatted(relations, String.join(" or ", rectangles));
  }

  /// Kinds of subjects that the same relations allow with the same conditions stand together.
  private List<String> rectangles() {
    var conditions = new LinkedHashMap<String, Map<String, Set<String>>>();
    allowed.forEach((name, restrictions) ->
        restrictions.forEach(each ->
            conditions
                .computeIfAbsent(Codes.subject(each), _ -> new LinkedHashMap<>())
                .computeIfAbsent(Codes.relation(name), _ -> new TreeSet<>())
                .add(Codes.condition(each.condition()))));
    var subjects = new LinkedHashMap<Map.Entry<Set<String>, Set<String>>, Set<String>>();
    conditions.forEach((subject, relations) -> {
      var byConditions = new LinkedHashMap<Set<String>, Set<String>>();
      relations.forEach((relation, allowedConditions) ->
          byConditions
              .computeIfAbsent(allowedConditions, _ -> new LinkedHashSet<>())
              .add(relation));
      byConditions.forEach((allowedConditions, together) ->
          subjects
              .computeIfAbsent(Map.entry(together, allowedConditions), _ -> new LinkedHashSet<>())
              .add(subject));
    });
    return subjects.entrySet().stream()
        .map(entry ->
            "t.rel in (%s) and t.sref in (%s) and t.cond in (%s)"
                .formatted(
                    String.join(", ", entry.getKey().getKey()),
                    String.join(", ", entry.getValue()),
                    String.join(", ", entry.getKey().getValue())))
        .toList();
  }
}
