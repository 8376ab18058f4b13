package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Derivation;
import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import dev.cellwright.permissions.Model;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Looks whether what relations are derived from is there: the table, and every column named.
record DerivedColumns(MigratedTables tables) {
  /// Literals, casts and calls are skipped; what remains of a condition are columns and these
  /// words.
  private static final Pattern WORD =
      Pattern.compile("'(?:[^']|'')*'|::[a-z_ ]+|([a-z_][a-z0-9_]*)(?! *\\()\\b");

  private static final Set<String> SQL =
      Set.of(
          "and",
          "or",
          "not",
          "is",
          "null",
          "true",
          "false",
          "in",
          "between",
          "like",
          "any",
          "all",
          "distinct",
          "from",
          "case",
          "when",
          "then",
          "else",
          "end");

  List<Problem> problems(Model model) {
    return model.types().stream()
        .flatMap(type -> type.relations().stream())
        .map(relation -> relation.derivation())
        .filter(Objects::nonNull)
        .flatMap(derivation -> problems(derivation).stream())
        .toList();
  }

  private List<Problem> problems(Derivation derivation) {
    var columns = tables.columns(derivation.table());
    if (columns == null) {
      return List.of(problem(derivation, "no migration makes the table " + derivation.table()));
    }
    var problems = new ArrayList<Problem>();
    for (var named : named(derivation)) {
      if (!columns.contains(named)) {
        problems.add(
            problem(derivation, "the table " + derivation.table() + " has no column " + named));
      }
    }
    return problems;
  }

  private static Set<String> named(Derivation derivation) {
    var named = new LinkedHashSet<String>();
    named.add("org_id");
    named.add(derivation.subjectColumn());
    named.add(derivation.objectColumn());
    named.addAll(words(derivation.where()));
    return named;
  }

  private static List<String> words(@Nullable String condition) {
    return condition == null
        ? List.of()
        : WORD.matcher(condition.toLowerCase(Locale.ROOT))
            .results()
            .map(found -> found.group(1))
            .filter(word -> word != null && !SQL.contains(word))
            .toList();
  }

  private static Problem problem(Derivation derivation, String message) {
    return new Problem(derivation.place(), 0, Kind.DERIVATION, message);
  }
}
