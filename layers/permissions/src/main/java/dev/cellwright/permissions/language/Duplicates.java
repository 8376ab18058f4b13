package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/// What a model says twice to no effect: types, restrictions, parts of a definition. The place is
/// the first one's.
record Duplicates(Whole whole) {

  List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    for (var type : repeated(whole.types(), type -> type.name().text())) {
      problems.add(problem(type.name(), "the type `%s` is a duplicate.", type.name().text()));
    }
    for (var relation : whole.relations().toList()) {
      var name = relation.name().text();
      for (var each : repeated(relation.definition().restrictions(), Object::toString)) {
        problems.add(
            problem(
                each.subject(),
                "the type restriction `%s` is a duplicate in the relation `%s`.",
                each,
                name));
      }
      for (var part : relation.definition().all().toList()) {
        for (var each : repeated(references(part), Word::text)) {
          problems.add(
              problem(
                  each,
                  "the partial relation definition `%s` is a duplicate in the relation `%s`.",
                  each.text(),
                  name));
        }
      }
    }
    return problems;
  }

  private static List<Word> references(Definition part) {
    var references = new ArrayList<Word>();
    for (var child : part.children()) {
      switch (child) {
        case Definition.Computed(var relation) -> references.add(relation);
        case Definition.FromTupleset(var whole, _, _) -> references.add(whole);
        case Definition.Direct _,
            Definition.Union _,
            Definition.Intersection _,
            Definition.Exclusion _ -> {}
      }
    }
    return references;
  }

  /// The first of each that there are several of.
  private static <T> List<T> repeated(List<T> all, Function<T, String> key) {
    var firsts = new HashMap<String, T>();
    var told = new HashSet<String>();
    var repeated = new ArrayList<T>();
    for (var each : all) {
      var first = firsts.putIfAbsent(key.apply(each), each);
      if (first != null && told.add(key.apply(each))) {
        repeated.add(first);
      }
    }
    return repeated;
  }

  private static Problem problem(Word at, String message, Object... values) {
    return at.problem(Kind.DUPLICATE, message.formatted(values));
  }
}
