package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.DURATION;
import static dev.cellwright.permissions.ParameterType.Kind.INT;
import static dev.cellwright.permissions.ParameterType.Kind.TIMESTAMP;

/// Parts of a time (in UTC) and of a duration.
record Getters(Statements to) {
  /// Whole seconds, downwards.
  static final String SECONDS =
      "((%1$s - mod(mod(%1$s, 1000000000) + 1000000000, 1000000000)) / 1000000000)";

  Value value(String function, Value from) {
    if (from.is(TIMESTAMP)) {
      return ofTimestamp(function, from);
    }
    if (from.is(DURATION)) {
      return ofDuration(function, from);
    }
    throw new NoSqlForm(function + "() has no form in SQL");
  }

  private Value ofTimestamp(String function, Value from) {
    var part =
        switch (function) {
          case "getFullYear" -> "extract(year from %s)";
          case "getMonth" -> "extract(month from %s) - 1";
          case "getDate" -> "extract(day from %s)";
          case "getDayOfMonth" -> "extract(day from %s) - 1";
          case "getDayOfWeek" -> "extract(dow from %s)";
          case "getDayOfYear" -> "extract(doy from %s) - 1";
          case "getHours" -> "extract(hour from %s)";
          case "getMinutes" -> "extract(minute from %s)";
          case "getSeconds" -> "trunc(extract(second from %s))";
          case "getMilliseconds" -> "";
          default -> throw new NoSqlForm(function + "() has no form in SQL");
        };
    if (part.isEmpty()) {
      return to.let(
          INT, "div(mod(mod(%s, 1000000000) + 1000000000, 1000000000), 1000000)", from.sql());
    }
    var time =
        to.let(
            "timestamp",
            "'1970-01-01'::timestamp + " + SECONDS + "::double precision * interval '1 second'",
            from.sql());
    return to.let(INT, part, time);
  }

  /// The whole duration in a unit, towards zero.
  private Value ofDuration(String function, Value from) {
    var unit =
        switch (function) {
          case "getHours" -> "3600000000000";
          case "getMinutes" -> "60000000000";
          case "getSeconds" -> "1000000000";
          default -> throw new NoSqlForm(function + "() of a duration has no form in SQL");
        };
    return to.let(INT, "div(%s, %s)", from.sql(), unit);
  }
}
