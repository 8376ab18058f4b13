package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.ANY;
import static dev.cellwright.permissions.ParameterType.Kind.BOOL;
import static dev.cellwright.permissions.ParameterType.Kind.DOUBLE;
import static dev.cellwright.permissions.ParameterType.Kind.DURATION;
import static dev.cellwright.permissions.ParameterType.Kind.INT;
import static dev.cellwright.permissions.ParameterType.Kind.IPADDRESS;
import static dev.cellwright.permissions.ParameterType.Kind.LIST;
import static dev.cellwright.permissions.ParameterType.Kind.MAP;
import static dev.cellwright.permissions.ParameterType.Kind.STRING;
import static dev.cellwright.permissions.ParameterType.Kind.TIMESTAMP;
import static dev.cellwright.permissions.ParameterType.Kind.UINT;

import dev.cellwright.permissions.ParameterType.Kind;
import java.util.Locale;
import java.util.Set;

/// Whether values are equal, and which comes first. Text is ordered by its characters' codes.
record Comparisons(Statements to) {
  private static final Set<Kind> NUMBERS = Set.of(INT, UINT, DOUBLE);

  /// JSON has no values of these kinds, so a value whose kind is not known can't be one.
  private static final Set<Kind> UNLIKE_JSON = Set.of(TIMESTAMP, DURATION, IPADDRESS);

  Value equal(Value first, Value second) {
    if (first.kind() == second.kind()) {
      return to.let(BOOL, "%s = %s", first.sql(), second.sql());
    }
    if (NUMBERS.contains(first.kind()) && NUMBERS.contains(second.kind())) {
      return numbers(first, "=", second);
    }
    return to.let(BOOL, "%s = %s", json(first, second), json(second, first));
  }

  private static final String NULL = Literal.typed(ANY, "null").sql();

  private static String json(Value value, Value other) {
    if (UNLIKE_JSON.contains(value.kind()) && !other.sql().equals(NULL)) {
      throw new NoSqlForm(
          "a %s and a value of any type can't be compared"
              .formatted(value.kind().name().toLowerCase(Locale.ROOT)));
    }
    return value.json();
  }

  Value ordered(Value first, String operator, Value second) {
    if (NUMBERS.contains(first.kind()) && NUMBERS.contains(second.kind())) {
      return numbers(first, operator, second);
    }
    if (first.is(STRING) && second.is(STRING)) {
      return to.let(BOOL, "%s %s %s collate \"C\"", first.sql(), operator, second.sql());
    }
    if (first.is(ANY) || second.is(ANY)) {
      return any(json(first, second), operator, json(second, first));
    }
    if (first.is(LIST) || first.is(MAP) || first.is(IPADDRESS)) {
      throw new NoSqlForm("lists, maps and addresses have no order");
    }
    return to.let(BOOL, "%s %s %s", first.sql(), operator, second.sql());
  }

  private Value numbers(Value first, String operator, Value second) {
    var type = first.is(DOUBLE) || second.is(DOUBLE) ? "double precision" : "numeric";
    return first.kind() == second.kind()
        ? to.let(BOOL, "%s %s %s", first.sql(), operator, second.sql())
        : to.let(BOOL, "%1$s::%4$s %2$s %3$s::%4$s", first.sql(), operator, second.sql(), type);
  }

  private Value any(String first, String operator, String second) {
    var left = to.let("jsonb", "%s", first);
    var right = to.let("jsonb", "%s", second);
    return to.let(
        BOOL,
        """
        case jsonb_typeof(%1$s) || ' ' || jsonb_typeof(%3$s)
            when 'string string' then (%1$s #>> '{}') %2$s (%3$s #>> '{}') collate "C"
            when 'number number' then %1$s::numeric %2$s %3$s::numeric
            when 'boolean boolean' then %1$s::boolean %2$s %3$s::boolean
          end\
        """,
        left,
        operator,
        right);
  }
}
