package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.BOOL;

import dev.cellwright.permissions.ParameterType;
import java.util.List;

/// CEL's operators and functions by the names that they have in a checked expression.
record Functions(Statements to) {

  Value value(String function, List<Value> arguments, ParameterType type) {
    var first = arguments.getFirst();
    var last = arguments.getLast();
    return switch (function) {
      case "_&&_" -> to.let(BOOL, "%s and %s", first.sql(), last.sql());
      case "_||_" -> to.let(BOOL, "%s or %s", first.sql(), last.sql());
      case "!_" -> to.let(BOOL, "not %s", first.sql());
      case "@not_strictly_false", "__not_strictly_false__" ->
          to.let(BOOL, "coalesce(%s, true)", first.sql());
      case "_?_:_" -> choice(first, arguments.get(1), last, type);
      case "_==_" -> comparisons().equal(first, last);
      case "_!=_" -> to.let(BOOL, "not %s", comparisons().equal(first, last).sql());
      case "_<_" -> comparisons().ordered(first, "<", last);
      case "_<=_" -> comparisons().ordered(first, "<=", last);
      case "_>_" -> comparisons().ordered(first, ">", last);
      case "_>=_" -> comparisons().ordered(first, ">=", last);
      case "_+_", "_-_", "_*_", "_/_", "_%_" ->
          new Arithmetic(to).value(function.charAt(1), first, last, type);
      case "-_" -> new Arithmetic(to).negated(first);
      case "@in", "in" -> new Collections(to).in(first, last);
      case "_[_]" -> new Collections(to).at(first, last, type);
      case "size" -> new Collections(to).size(first);
      case "contains" -> to.let(BOOL, "strpos(%s, %s) > 0", first.sql(), last.sql());
      case "startsWith" -> to.let(BOOL, "starts_with(%s, %s)", first.sql(), last.sql());
      case "endsWith" ->
          to.let(BOOL, "right(%1$s, char_length(%2$s)) = %2$s", first.sql(), last.sql());
      case "in_cidr" -> to.let(BOOL, "%s", new Texts(to).inNetwork(first.sql(), last.sql()));
      case "int", "uint", "double", "string", "bool", "duration", "timestamp", "ipaddress", "dyn" ->
          new Conversions(to).value(function, first);
      default -> {
        if (arguments.size() > 1) {
          throw new NoSqlForm(
              function.startsWith("get")
                  ? "%s() of another time zone has no form in SQL".formatted(function)
                  : "%s has no form in SQL".formatted(function));
        }
        yield new Getters(to).value(function, first);
      }
    };
  }

  private Comparisons comparisons() {
    return new Comparisons(to);
  }

  private Value choice(Value condition, Value yes, Value no, ParameterType type) {
    var same = yes.type().equals(no.type());
    return to.let(
        same ? yes.type() : type,
        "case when %1$s then %2$s when not %1$s then %3$s end",
        condition.sql(),
        same ? yes.sql() : as(yes, type),
        same ? no.sql() : as(no, type));
  }

  private static String as(Value value, ParameterType type) {
    return SqlTypes.sql(type).equals("jsonb") ? value.json() : value.sql();
  }
}
