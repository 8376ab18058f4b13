package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.ANY;
import static dev.cellwright.permissions.ParameterType.Kind.DOUBLE;
import static dev.cellwright.permissions.ParameterType.Kind.INT;

import dev.cellwright.permissions.ParameterType;

/// Numbers, times, texts and lists under `+ - * / %`. What leaves a type's range is null.
record Arithmetic(Statements to) {

  Value value(char operator, Value first, Value second, ParameterType type) {
    if (first.is(ANY) || second.is(ANY)) {
      throw unnamed();
    }
    var left = first.sql();
    var right = second.sql();
    return switch (type.kind()) {
      case INT -> to.let(type, integer(operator), left, right, Ranges.INT);
      case UINT -> whole(operator, left, right, type, Ranges.UINT);
      case DURATION -> whole(operator, left, right, type, Ranges.DURATION);
      case TIMESTAMP -> whole(operator, left, right, type, Ranges.TIMESTAMP);
      case DOUBLE -> to.let(type, real(operator), left, right);
      case STRING, LIST -> to.let(type, "%s || %s", left, right);
      case ANY, BOOL, IPADDRESS, MAP -> throw unnamed();
    };
  }

  private static NoSqlForm unnamed() {
    return new NoSqlForm("arithmetic needs values of a named type");
  }

  private static String integer(char operator) {
    return switch (operator) {
      case '/' ->
          "case when %2$s <> 0 and div(%1$s::numeric, %2$s) between %3$s then %1$s / %2$s end";
      case '%' -> "case when %2$s <> 0 then mod(%1$s, %2$s) end";
      default ->
          "case when %1$s::numeric O %2$s between %3$s then %1$s O %2$s end".replace('O', operator);
    };
  }

  private Value whole(char operator, String left, String right, ParameterType type, String range) {
    var result =
        switch (operator) {
          case '/' -> to.let("numeric", "div(%s, nullif(%s, 0))", left, right);
          case '%' -> to.let("numeric", "mod(%s, nullif(%s, 0))", left, right);
          default -> to.let("numeric", "%s %s %s", left, operator, right);
        };
    return to.let(type, Ranges.within("%1$s", range), result);
  }

  /// PostgreSQL ends a query where a double would become infinite or vanish, so it stays away from
  /// there.
  private static String real(char operator) {
    return switch (operator) {
      case '+', '-' ->
          "case when abs(%1$s) < 8e307 and abs(%2$s) < 8e307 then %1$s O %2$s end"
              .replace('O', operator);
      case '*' ->
          "case when %1$s = 0 or %2$s = 0 then 0 when " + MODERATE + " then %1$s * %2$s end";
      case '/' ->
          "case when %2$s = 0 then null when %1$s = 0 then 0 when "
              + MODERATE
              + " then %1$s / %2$s end";
      default -> throw new NoSqlForm("doubles have no " + operator);
    };
  }

  private static final String MODERATE =
      "abs(%1$s) between 1e-150 and 1e150 and abs(%2$s) between 1e-150 and 1e150";

  Value negated(Value value) {
    return switch (value.kind()) {
      case INT -> to.let(INT, "case when %1$s > -9223372036854775808 then -%1$s end", value.sql());
      case DOUBLE -> to.let(DOUBLE, "-%s", value.sql());
      default -> throw new NoSqlForm("only numbers have a negative");
    };
  }
}
