package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// The terms of a model's relations, and which relations lead back to themselves.
///
/// What a union asks of the same objects is made into a group where it can be, so that their tuples
/// are read once.
final class Terms {
  private final Map<RelationName, Term> written = new LinkedHashMap<>();
  private final Map<RelationName, Set<RelationName>> reached = new LinkedHashMap<>();
  private final Map<RelationName, Term> grouped = new LinkedHashMap<>();

  Terms(Model model) {
    for (var type : model.types()) {
      for (var relation : type.relations()) {
        var name = new RelationName(type.name(), relation.name());
        written.put(name, Flattening.of(model, name));
      }
    }
    var calls = new LinkedHashMap<RelationName, Set<RelationName>>();
    written.forEach((name, term) -> calls.put(name, Calls.of(model, term)));
    written.keySet().forEach(name -> reached.put(name, reachedFrom(name, calls)));
    written.keySet().forEach(this::group);
  }

  /// The model's relations, and the groups.
  Set<RelationName> names() {
    return grouped.keySet();
  }

  Term of(RelationName name) {
    return Objects.requireNonNull(grouped.get(name), name::toString);
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
    return written.keySet().stream().noneMatch(other -> !other.equals(name) && areOne(name, other));
  }

  /// No group leads back to itself.
  private boolean leads(RelationName from, RelationName to) {
    return reached.getOrDefault(from, Set.of()).contains(to);
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

  private void group(RelationName name) {
    if (!grouped.containsKey(name)) {
      grouped.put(name, grouped(name.isGroup() ? union(name) : writtenAs(name)));
    }
  }

  private Term writtenAs(RelationName name) {
    return Objects.requireNonNull(written.get(name), name::toString);
  }

  private Term grouped(Term term) {
    return switch (term) {
      case Term.Other _ -> term;
      case Term.All(var parts) -> new Term.All(parts.stream().map(this::grouped).toList());
      case Term.Except(var base, var subtracted) ->
          new Term.Except(grouped(base), grouped(subtracted));
      case Term.Any any ->
          new Term.Any(
              any.names(),
              any.direct(),
              any.tuplesets().stream().map(this::grouped).toList(),
              any.others().stream().map(this::grouped).toList(),
              any.loops());
    };
  }

  private Tupleset grouped(Tupleset tupleset) {
    var asked = new ArrayList<>(tupleset.asked());
    asked.removeIf(this::isUnion);
    tupleset.asked().stream()
        .map(RelationName::type)
        .distinct()
        .map(type ->
            tupleset.asked().stream()
                .filter(each -> each.type().equals(type))
                .filter(this::isUnion)
                .toList())
        .filter(Predicate.not(List::isEmpty))
        .map(RelationName::group)
        .forEach(asked::add);
    asked.stream().filter(RelationName::isGroup).forEach(this::group);
    return new Tupleset(tupleset.name(), asked);
  }

  private boolean isUnion(RelationName name) {
    return !isRecursive(name) && written.get(name) instanceof Term.Any;
  }

  /// The term of a group: all of its unions as one.
  private Term union(RelationName group) {
    var names = new LinkedHashSet<>(group.parts());
    var direct = new LinkedHashSet<RelationName>();
    var asked = new LinkedHashMap<RelationName, Set<RelationName>>();
    var others = new LinkedHashSet<Term>();
    var loops = false;
    for (var part : group.parts()) {
      if (writtenAs(part) instanceof Term.Any any) {
        names.addAll(any.names());
        direct.addAll(any.direct());
        any.tuplesets()
            .forEach(each ->
                asked
                    .computeIfAbsent(each.name(), _ -> new LinkedHashSet<>())
                    .addAll(each.asked()));
        others.addAll(any.others());
        loops |= any.loops();
      }
    }
    return new Term.Any(
        names,
        direct,
        asked.entrySet().stream()
            .map(each -> new Tupleset(each.getKey(), List.copyOf(each.getValue())))
            .toList(),
        List.copyOf(others),
        loops);
  }
}
