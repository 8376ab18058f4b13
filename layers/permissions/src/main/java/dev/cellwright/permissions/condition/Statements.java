package dev.cellwright.permissions.condition;

import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.ParameterType.Kind;
import java.util.ArrayList;
import java.util.List;

/// The statements of a function while it is written: one for each step, in a variable of its own.
final class Statements {
  private final List<String> variables = new ArrayList<>();
  private final StringBuilder lines = new StringBuilder();
  private int depth = 1;

  String variables() {
    return String.join("", variables);
  }

  String lines() {
    return lines.toString();
  }

  /// A new variable of an SQL type.
  String variable(String type) {
    var name = "v" + (variables.size() + 1);
    variables.add("  %s %s;\n".formatted(name, type));
    return name;
  }

  /// A new variable with a value.
  String let(String type, String template, Object... values) {
    var name = variable(type);
    set(name, template, values);
    return name;
  }

  Value let(ParameterType type, String template, Object... values) {
    return new Value(let(SqlTypes.sql(type), template, values), type);
  }

  Value let(Kind kind, String template, Object... values) {
    return let(SqlTypes.of(kind), template, values);
  }

  void set(String variable, String template, Object... values) {
    line("%s := %s;".formatted(variable, template.formatted(values)));
  }

  /// What follows stands in a block, until [#close].
  void open(String template, Object... values) {
    line(template.formatted(values));
    depth++;
  }

  void close(String end) {
    depth--;
    line(end);
  }

  void line(String line) {
    lines.append("  ".repeat(depth)).append(line).append('\n');
  }
}
