package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one file must not say twice, and what it says to nobody.
record FileRules(FileSyntax syntax, SourceText source) {

  List<Problem> problems() {
    return Stream.of(extensions(), relations(), conditions(), parameters(), derivations())
        .flatMap(Function.identity())
        .toList();
  }

  private Stream<Problem> extensions() {
    var names =
        syntax.types().stream().filter(TypeSyntax::extension).map(TypeSyntax::name).toList();
    if (syntax.module() == null) {
      return names.stream()
          .map(name -> name.problem(Kind.MODULE, "extend can only be used in a modular model"));
    }
    return repeated(names)
        .map(name ->
            name.problem(
                Kind.DUPLICATE, "'%s' is already extended in file.".formatted(name.text())));
  }

  private Stream<Problem> relations() {
    return syntax.types().stream()
        .flatMap(type ->
            repeated(type.relations().stream().map(RelationSyntax::name).toList())
                .map(name ->
                    name.problem(
                        Kind.DUPLICATE,
                        "'%s' is already defined in '%s'"
                            .formatted(name.text(), type.name().text()))));
  }

  private Stream<Problem> conditions() {
    return repeated(syntax.conditions().stream().map(ConditionSyntax::name).toList())
        .map(name ->
            name.problem(
                Kind.DUPLICATE,
                "condition '%s' is already defined in the model".formatted(name.text())));
  }

  private Stream<Problem> parameters() {
    return syntax.conditions().stream()
        .flatMap(condition ->
            repeated(condition.parameters().stream().map(ConditionSyntax.Parameter::name).toList())
                .map(name ->
                    name.problem(
                        Kind.DUPLICATE,
                        "parameter '%s' is already defined in the condition '%s'"
                            .formatted(name.text(), condition.name().text()))));
  }

  /// A derivation that stands above no definition would be read by people only.
  private Stream<Problem> derivations() {
    var heard =
        syntax.types().stream()
            .flatMap(type -> type.relations().stream())
            .flatMap(relation -> relation.comment().lines().stream())
            .collect(Collectors.toSet());
    return source
        .comments()
        .filter(line -> line.text().startsWith(Comment.DERIVED) && !heard.contains(line))
        .map(line ->
            line.problem(Kind.DERIVATION, "a derivation must stand directly above its definition"));
  }

  /// Those whose text was there before.
  private static Stream<Word> repeated(List<Word> names) {
    var seen = new HashSet<String>();
    var repeated = new ArrayList<Word>();
    for (var name : names) {
      if (!seen.add(name.text())) {
        repeated.add(name);
      }
    }
    return repeated.stream();
  }
}
