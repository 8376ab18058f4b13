package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The terms of a model's relations, and which relations lead back to themselves.
final class Terms {
  private final Map<RelationName, Term> terms = new LinkedHashMap<>();
  private final Map<RelationName, Set<RelationName>> reached = new LinkedHashMap<>();

  Terms(Model model) {
    for (var type : model.types()) {
      for (var relation : type.relations()) {
        var name = new RelationName(type.name(), relation.name());
        terms.put(name, Flattening.of(model, name));
      }
    }
    terms.replaceAll((_, term) -> pruned(term));
    var calls = new LinkedHashMap<RelationName, Set<RelationName>>();
    terms.forEach((name, term) -> calls.put(name, Calls.of(model, term)));
    terms.keySet().forEach(name -> reached.put(name, reachedFrom(name, calls)));
  }

  Set<RelationName> names() {
    return terms.keySet();
  }

  Term of(RelationName name) {
    return Objects.requireNonNull(terms.get(name), name::toString);
  }

  /// Whether deciding it may need itself, of another object or of the same.
  boolean isRecursive(RelationName name) {
    return leads(name, name);
  }

  /// Whether deciding either may need the other.
  boolean areOne(RelationName one, RelationName other) {
    return leads(one, other) && leads(other, one);
  }

  /// Whether itself is the only relation that leads back to it.
  boolean isAlone(RelationName name) {
    return terms.keySet().stream()
        .noneMatch(other -> !other.equals(name) && areOne(name, other));
  }

  boolean leads(RelationName from, RelationName to) {
    return Objects.requireNonNull(reached.get(from), from::toString).contains(to);
  }

  private static Set<RelationName> reachedFrom(
      RelationName name, Map<RelationName, Set<RelationName>> calls) {
    var found = new LinkedHashSet<RelationName>();
    var open = new ArrayList<>(calls.getOrDefault(name, Set.of()));
    while (!open.isEmpty()) {
      var next = open.removeLast();
      if (found.add(next)) {
        open.addAll(calls.getOrDefault(next, Set.of()));
      }
    }
    return found;
  }

  /// Without hops that ask the same objects for what another hop's relation includes.
  private Term pruned(Term term) {
    return switch (term) {
      case Term.Other _ -> term;
      case Term.All(var parts) -> new Term.All(parts.stream().map(this::pruned).toList());
      case Term.Except(var base, var subtracted) ->
          new Term.Except(pruned(base), pruned(subtracted));
      case Term.Any any ->
          new Term.Any(
              any.names(),
              any.direct(),
              any.hops().stream().filter(hop -> !isIncluded(hop, any.hops())).toList(),
              any.others().stream().map(this::pruned).toList(),
              any.loops());
    };
  }

  private boolean isIncluded(Term.Hop hop, List<Term.Hop> hops) {
    return hops.stream()
        .anyMatch(wider ->
            !wider.equals(hop)
                && wider.tupleset().equals(hop.tupleset())
                && hop.targets().stream()
                    .allMatch(target ->
                        includes(new RelationName(target.type(), wider.relation()), target)));
  }

  /// Two relations that are the same include each other: only the later one does here.
  private boolean includes(RelationName wider, RelationName narrower) {
    return terms.get(wider) instanceof Term.Any any
        && any.names().contains(narrower)
        && !(terms.get(narrower) instanceof Term.Any back && back.names().contains(wider));
  }
}
