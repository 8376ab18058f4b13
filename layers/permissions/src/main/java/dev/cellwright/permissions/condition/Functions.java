package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.BOOL;
import static dev.cellwright.permissions.ParameterType.Kind.IPADDRESS;
import static dev.cellwright.permissions.ParameterType.Kind.STRING;

import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.ParameterType.Kind;
import java.util.List;

/// CEL's operators and functions by the names that they have in a checked expression.
record Functions(Statements to) {

  Value value(String function, List<Value> arguments, ParameterType type) {
    var first = arguments.getFirst();
    var last = arguments.getLast();
    return switch (function) {
      case "_&&_" -> to.let(BOOL, "%s and %s", as(first, BOOL), as(last, BOOL));
      case "_||_" -> to.let(BOOL, "%s or %s", as(first, BOOL), as(last, BOOL));
      case "!_" -> to.let(BOOL, "not %s", as(first, BOOL));
      case "@not_strictly_false", "__not_strictly_false__" ->
          to.let(BOOL, "coalesce(%s, true)", as(first, BOOL));
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
      case "contains" -> to.let(BOOL, "strpos(%s, %s) > 0", as(first, STRING), as(last, STRING));
      case "startsWith" -> to.let(BOOL, "starts_with(%s, %s)", as(first, STRING), as(last, STRING));
      case "endsWith" ->
          to.let(
              BOOL, "right(%1$s, char_length(%2$s)) = %2$s", as(first, STRING), as(last, STRING));
      case "in_cidr" ->
          to.let(BOOL, "%s", new Texts(to).inNetwork(as(first, IPADDRESS), as(last, STRING)));
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
        as(condition, BOOL),
        same ? yes.sql() : as(yes, type),
        same ? no.sql() : as(no, type));
  }

  private static String as(Value value, ParameterType type) {
    return SqlTypes.sql(type).equals("jsonb") ? value.json() : value.sql();
  }

  /// An argument; one of any type is an error where it is of another kind.
  private String as(Value value, Kind kind) {
    return value.is(kind)
        ? value.sql()
        : new Casts(to).value(value.json(), SqlTypes.of(kind)).sql();
  }
}
