package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import java.util.LinkedHashSet;
import java.util.Set;

/// The relations, of other objects or of the same, that a term asks for.
final class Calls {
  private final Model model;
  private final Set<RelationName> calls = new LinkedHashSet<>();

  private Calls(Model model) {
    this.model = model;
  }

  static Set<RelationName> of(Model model, Term term) {
    var calls = new Calls(model);
    calls.add(term);
    return calls.calls;
  }

  private void add(Term term) {
    switch (term) {
      case Term.Other(var name) -> calls.add(name);
      case Term.All(var parts) -> parts.forEach(this::add);
      case Term.Except(var base, var subtracted) -> {
        add(base);
        add(subtracted);
      }
      case Term.Any any -> {
        any.tuplesets().forEach(tupleset -> calls.addAll(tupleset.asked()));
        any.direct().forEach(this::addUsersets);
        any.others().forEach(this::add);
      }
    }
  }

  private void addUsersets(RelationName direct) {
    for (var restriction : Flattening.relation(model, direct).restrictions()) {
      var relation = restriction.relation();
      if (relation != null) {
        calls.add(new RelationName(restriction.type(), relation));
      }
    }
  }
}
