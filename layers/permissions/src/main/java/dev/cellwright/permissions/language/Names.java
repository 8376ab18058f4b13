package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What types and relations may be called.
record Names(Whole whole) {
  private static final Pattern TYPE = Pattern.compile("^[^:#@\\*\\s]{1,254}$");
  private static final Pattern RELATION = Pattern.compile("^[^:#@\\*\\s]{1,50}$");
  private static final Set<String> RESERVED = Set.of("self", "this");

  List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    for (var type : whole.types()) {
      check(problems, "type", "type '%s'".formatted(type.name().text()), type.name(), TYPE);
      for (var relation : type.relations()) {
        var title =
            "relation '%s' of type '%s'".formatted(relation.name().text(), type.name().text());
        check(problems, "relation", title, relation.name(), RELATION);
      }
    }
    return problems;
  }

  private static void check(
      List<Problem> problems, String what, String title, Word name, Pattern rule) {
    if (RESERVED.contains(name.text())) {
      problems.add(
          name.problem(Kind.NAME, "a %s cannot be named 'self' or 'this'.".formatted(what)));
    } else if (!rule.matcher(name.text()).matches()) {
      problems.add(
          name.problem(
              Kind.NAME, "%s does not match naming rule: '%s'.".formatted(title, rule.pattern())));
    }
  }
}
