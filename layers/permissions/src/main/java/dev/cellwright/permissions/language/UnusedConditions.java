package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A condition that no restriction asks for.
record UnusedConditions(Whole whole) {

  List<Problem> problems() {
    var used =
        whole
            .relations()
            .flatMap(relation -> relation.definition().restrictions().stream())
            .map(RestrictionSyntax::condition)
            .filter(Objects::nonNull)
            .map(Word::text)
            .collect(Collectors.toSet());
    return whole.conditions().stream()
        .map(ConditionSyntax::name)
        .filter(name -> !used.contains(name.text()))
        .map(name ->
            name.problem(
                Kind.CONDITION, "`%s` condition is not used in the model.".formatted(name.text())))
        .toList();
  }
}
