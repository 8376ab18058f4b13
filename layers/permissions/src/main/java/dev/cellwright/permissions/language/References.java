package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Every name that a definition uses must be there, and be what it is used as.
final class References {

  private final Whole whole;
  private final List<Problem> problems = new ArrayList<>();

  References(Whole whole) {
    this.whole = whole;
  }

  List<Problem> problems() {
    for (var type : whole.types()) {
      for (var relation : type.relations()) {
        relation.definition().all().forEach(part -> check(type, part));
      }
    }
    return problems;
  }

  private void check(TypeSyntax type, Definition part) {
    switch (part) {
      case Definition.Direct(var restrictions) -> restrictions.forEach(this::check);
      case Definition.Computed(var relation) -> check(type, relation);
      case Definition.FromTupleset from -> check(type, from);
      case Definition.Union _, Definition.Intersection _, Definition.Exclusion _ -> {}
    }
  }

  private void check(RestrictionSyntax restriction) {
    var type = restriction.type().text();
    var relation = restriction.relation();
    if (whole.type(type) == null) {
      report(restriction.type(), Kind.REFERENCE, "`%s` is not a valid type.", type);
    } else if (relation != null && whole.relation(type, relation) == null) {
      report(restriction.subject(), Kind.REFERENCE, NO_RELATION, relation, type);
    }
    var condition = restriction.condition();
    if (condition != null && !defined(condition.text())) {
      report(
          condition,
          Kind.REFERENCE,
          "`%s` is not a defined condition in the model.",
          condition.text());
    }
  }

  private static final String NO_RELATION = "`%s` is not a valid relation for `%s`.";

  private boolean defined(String condition) {
    return whole.conditions().stream().anyMatch(each -> each.name().text().equals(condition));
  }

  private void check(TypeSyntax type, Word relation) {
    if (type.relation(relation.text()) == null) {
      report(relation, Kind.REFERENCE, "the relation `%s` does not exist.", relation.text());
    }
  }

  /// A tupleset holds objects themselves, and one type of them at least has the relation.
  private void check(TypeSyntax type, Definition.FromTupleset from) {
    var tupleset = from.tupleset();
    var relation = type.relation(tupleset.text());
    if (relation == null) {
      report(from.whole(), Kind.REFERENCE, NO_RELATION, tupleset.text(), type.name().text());
      return;
    }
    var plain =
        relation.definition() instanceof Definition.Direct(var restrictions)
            && restrictions.stream().allMatch(RestrictionSyntax::plain);
    if (!plain) {
      report(
          tupleset,
          Kind.TUPLESET,
          "`%s` relation used inside from allows only direct relation.",
          tupleset.text());
      return;
    }
    var parents =
        relation.definition().restrictions().stream()
            .map(each -> each.type().text())
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    if (parents.stream().allMatch(parent -> whole.relation(parent, from.relation()) == null)) {
      parents.forEach(parent ->
          report(
              from.whole(),
              Kind.REFERENCE,
              "the `%1$s` relation definition on type `%2$s` is not valid: `%1$s` does not"
                  + " exist on `%3$s`, which is of type `%4$s`.",
              from.relation(),
              type.name().text(),
              tupleset.text(),
              parent));
    }
  }

  private void report(Word at, Kind kind, String message, Object... values) {
    problems.add(at.problem(kind, message.formatted(values)));
  }
}
