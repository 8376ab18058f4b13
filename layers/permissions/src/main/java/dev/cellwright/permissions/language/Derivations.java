package dev.cellwright.permissions.language;

import dev.cellwright.permissions.Derivation;
import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Relations whose direct subjects are read from a table.
record Derivations(Whole whole) {
  private static final Pattern LINE =
      Pattern.compile(
          Comment.DERIVED
              + " +(?<table>[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*)\\.(?<subject>[a-z_][a-z0-9_]*)"
              + "( +of +(?<object>[a-z_][a-z0-9_]*))?( +where +(?<where>.*\\S))?");

  List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    for (var relation : whole.relations().toList()) {
      var lines = relation.comment().derivations();
      if (!lines.isEmpty()) {
        check(problems, lines.getFirst(), relation.definition().restrictions());
      }
      lines.stream()
          .skip(1)
          .map(line -> problem(line, "a relation is derived from one table only"))
          .forEach(problems::add);
    }
    return problems;
  }

  private static void check(
      List<Problem> problems, Word line, List<RestrictionSyntax> restrictions) {
    if (!LINE.matcher(line.text()).matches()) {
      problems.add(
          problem(
              line,
              "expected `derived: <schema>.<table>.<subject column> [of <object column>]"
                  + " [where <condition>]`"));
    }
    if (restrictions.size() != 1) {
      problems.add(
          problem(line, "what is derived has exactly one type restriction, as in `[user]`"));
      return;
    }
    var restriction = restrictions.getFirst();
    if (restriction.wildcard() || restriction.condition() != null) {
      problems.add(
          problem(
              restriction.subject(), "what is derived can have neither wildcard nor condition"));
    }
  }

  /// Null where the comment derives nothing.
  static @Nullable Derivation of(RelationSyntax relation) {
    for (var line : relation.comment().derivations()) {
      var parts = LINE.matcher(line.text());
      if (parts.matches()) {
        var object = parts.group("object");
        return new Derivation(
            parts.group("table"),
            parts.group("subject"),
            object == null ? "id" : object,
            parts.group("where"),
            line.place());
      }
    }
    return null;
  }

  private static Problem problem(Word at, String message) {
    return at.problem(Kind.DERIVATION, message);
  }
}
