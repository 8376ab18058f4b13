package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Relation;
import dev.cellwright.permissions.Restriction;
import dev.cellwright.permissions.Rewrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the term of a relation, or of a part of it, by laying unions of unions flat.
final class Flattening {
  private final Model model;

  private final Set<RelationName> names = new LinkedHashSet<>();
  private final Set<RelationName> direct = new LinkedHashSet<>();
  private final Map<RelationName, Set<RelationName>> asked = new LinkedHashMap<>();
  private final List<Term> others = new ArrayList<>();
  private boolean loops;

  private Flattening(Model model) {
    this.model = model;
  }

  static Term of(Model model, RelationName name) {
    return term(model, name, rewrite(model, name), Set.of(name));
  }

  static Relation relation(Model model, RelationName name) {
    return model.type(name.type()).relation(name.relation());
  }

  private static Rewrite rewrite(Model model, RelationName name) {
    return relation(model, name).rewrite();
  }

  /// @param around the relations that the rewrite is part of, all of the same object
  private static Term term(
      Model model, RelationName name, Rewrite rewrite, Set<RelationName> around) {
    return switch (rewrite) {
      case Rewrite.Intersection(var parts) ->
          new Term.All(parts.stream().map(part -> term(model, name, part, around)).toList());
      case Rewrite.Exclusion(var base, var subtracted) ->
          new Term.Except(term(model, name, base, around), term(model, name, subtracted, around));
      case Rewrite.Direct _, Rewrite.Computed _, Rewrite.FromTupleset _, Rewrite.Union _ -> {
        var flattening = new Flattening(model);
        flattening.add(name, rewrite, around);
        yield flattening.term();
      }
    };
  }

  private Term term() {
    return names.isEmpty() && direct.isEmpty() && asked.isEmpty() && !loops && others.size() == 1
        ? others.getFirst()
        : new Term.Any(names, direct, tuplesets(), List.copyOf(others), loops);
  }

  private void add(RelationName name, Rewrite rewrite, Set<RelationName> path) {
    switch (rewrite) {
      case Rewrite.Direct _ -> direct.add(name);
      case Rewrite.Computed(var relation) ->
          computed(new RelationName(name.type(), relation), path);
      case Rewrite.FromTupleset(var tupleset, var relation) ->
          from(new RelationName(name.type(), tupleset), relation);
      case Rewrite.Union(var parts) -> parts.forEach(part -> add(name, part, path));
      case Rewrite.Intersection _, Rewrite.Exclusion _ ->
          others.add(term(model, name, rewrite, path));
    }
  }

  private void computed(RelationName name, Set<RelationName> path) {
    if (path.contains(name)) {
      loops = true;
      return;
    }
    var rewrite = rewrite(model, name);
    switch (rewrite) {
      case Rewrite.Intersection _, Rewrite.Exclusion _ -> {
        var other = new Term.Other(name);
        if (!others.contains(other)) {
          others.add(other);
        }
      }
      case Rewrite.Direct _, Rewrite.Computed _, Rewrite.FromTupleset _, Rewrite.Union _ -> {
        if (names.add(name)) {
          var longer = new LinkedHashSet<>(path);
          longer.add(name);
          add(name, rewrite, longer);
        }
      }
    }
  }

  /// Asks a relation of the objects in a tupleset, as far as their types have it.
  private void from(RelationName tupleset, String relation) {
    relation(model, tupleset).restrictions().stream()
        .map(Restriction::type)
        .filter(type ->
            model.type(type).relations().stream().anyMatch(each -> each.name().equals(relation)))
        .map(type -> new RelationName(type, relation))
        .forEach(each -> asked.computeIfAbsent(tupleset, _ -> new LinkedHashSet<>()).add(each));
  }

  private List<Tupleset> tuplesets() {
    return asked.entrySet().stream()
        .map(entry -> new Tupleset(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }
}
