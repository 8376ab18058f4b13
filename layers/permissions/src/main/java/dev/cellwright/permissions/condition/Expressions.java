package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.BOOL;
import static dev.cellwright.permissions.ParameterType.Kind.LIST;
import static dev.cellwright.permissions.ParameterType.Kind.MAP;
import static dev.cellwright.permissions.ParameterType.Kind.STRING;
import static java.util.stream.Collectors.joining;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelList;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cellwright.permissions.ParameterType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Writes the steps that an expression takes. Each part is computed whether it is needed or not:
/// none has an effect, and one that fails is null.
final class Expressions {
  private final Statements to;
  private final Environment environment;
  private final CelAbstractSyntaxTree checked;
  private final Map<String, Value> names;

  Expressions(
      Statements to,
      Environment environment,
      CelAbstractSyntaxTree checked,
      Map<String, Value> names) {
    this.to = to;
    this.environment = environment;
    this.checked = checked;
    this.names = names;
  }

  /// The same, where more names are known.
  Expressions with(Map<String, Value> more) {
    var all = new HashMap<>(names);
    all.putAll(more);
    return new Expressions(to, environment, checked, all);
  }

  Value value() {
    return value(checked.getExpr());
  }

  Value value(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> Literal.of(expression.constant());
      case IDENT -> named(expression.ident().name());
      case SELECT -> select(expression.select(), type(expression));
      case CALL -> call(expression);
      case LIST -> list(expression.list(), type(expression));
      case MAP -> map(expression.map(), type(expression));
      case COMPREHENSION ->
          new Comprehensions(to, this).value(expression.comprehension(), type(expression));
      case STRUCT, NOT_SET -> throw new NoSqlForm("a message has no form in SQL");
    };
  }

  ParameterType type(CelExpr expression) {
    return checked.getType(expression.id()).map(SqlTypes::of).orElseThrow();
  }

  private Value named(String name) {
    var value = names.get(name);
    if (value == null) {
      throw new NoSqlForm("the name '%s' has no form in SQL".formatted(name));
    }
    return value;
  }

  /// `value.field`, and `has(value.field)`.
  private Value select(CelSelect select, ParameterType type) {
    var collections = new Collections(to);
    var map = value(select.operand());
    var field = Literal.text(select.field());
    return select.testOnly() ? collections.has(map, field) : collections.field(map, field, type);
  }

  private Value call(CelExpr expression) {
    var call = expression.call();
    if (Constants.foldable(expression)) {
      return Constants.folded(environment, expression);
    }
    if (call.function().equals("matches")) {
      return matches(call);
    }
    var arguments = new ArrayList<Value>();
    call.target().ifPresent(target -> arguments.add(value(target)));
    call.args().forEach(argument -> arguments.add(value(argument)));
    return new Functions(to).value(call.function(), arguments, type(expression));
  }

  /// A pattern is translated, so it must stand there.
  private Value matches(CelCall call) {
    var arguments = new ArrayList<CelExpr>();
    call.target().ifPresent(arguments::add);
    arguments.addAll(call.args());
    var pattern = arguments.getLast();
    if (pattern.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      throw new NoSqlForm("a pattern must be a literal");
    }
    Constants.refuseFailing(environment, pattern);
    var translated = new Pattern(pattern.constant().stringValue()).translated();
    var text = value(arguments.getFirst());
    if (!text.is(STRING)) {
      throw new NoSqlForm("a pattern needs a string");
    }
    return to.let(BOOL, "%s ~ %s", text.sql(), Literal.text(translated));
  }

  private Value list(CelList list, ParameterType type) {
    var elements = list.elements().stream().map(this::value).toList();
    return built(LIST, type, elements, elements.stream().map(Value::json).collect(joining(", ")));
  }

  private Value map(CelMap map, ParameterType type) {
    var keys = new HashSet<String>();
    var values = new ArrayList<Value>();
    var members = new ArrayList<String>();
    for (var entry : map.entries()) {
      var key = entry.key();
      if (key.getKind() != CelExpr.ExprKind.Kind.CONSTANT || !keys.add(key.constant().toString())) {
        throw new NoSqlForm("a map's keys must be literals that differ");
      }
      var value = value(entry.value());
      values.add(value);
      members.add(Literal.of(key.constant()).sql() + ", " + value.json());
    }
    return built(MAP, type, values, String.join(", ", members));
  }

  private Value built(
      ParameterType.Kind kind, ParameterType type, List<Value> parts, String members) {
    var whole = parts.stream().map(part -> part.sql() + " is not null").collect(joining(" and "));
    return to.let(
        new ParameterType(kind, SqlTypes.element(type)),
        "case when %s then %s(%s) end",
        parts.isEmpty() ? "true" : whole,
        kind == LIST ? "jsonb_build_array" : "jsonb_build_object",
        members);
  }
}
