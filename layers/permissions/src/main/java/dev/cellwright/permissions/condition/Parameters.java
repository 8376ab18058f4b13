package dev.cellwright.permissions.condition;

import dev.cellwright.permissions.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Reads a condition's parameters from the context.
final class Parameters {
  private final Statements to;
  private final Condition condition;
  private final Map<String, Value> values = new LinkedHashMap<>();

  Parameters(Statements to, Condition condition) {
    this.to = to;
    this.condition = condition;
  }

  Map<String, Value> values() {
    return values;
  }

  /// All of them: one that is there and of another type is an error also where it isn't used. One
  /// that is used must be there even if the rest of the expression would decide.
  void read(Set<String> used) {
    var wrong = new ArrayList<String>();
    condition
        .parameters()
        .forEach((name, type) -> {
          var json = to.let("jsonb", "context -> %s", Literal.text(name));
          var value = new Casts(to).value(json, type);
          values.put(name, value);
          wrong.add(
              used.contains(name)
                  ? value.sql() + " is null"
                  : "%s is null and %s is not null".formatted(value.sql(), json));
        });
    if (!wrong.isEmpty()) {
      to.open("if %s then", String.join(" or ", wrong));
      to.line("return 2;");
      to.close("end if;");
    }
  }
}
