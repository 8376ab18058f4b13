package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.DOUBLE;
import static dev.cellwright.permissions.ParameterType.Kind.DURATION;
import static dev.cellwright.permissions.ParameterType.Kind.INT;
import static dev.cellwright.permissions.ParameterType.Kind.IPADDRESS;
import static dev.cellwright.permissions.ParameterType.Kind.TIMESTAMP;
import static dev.cellwright.permissions.ParameterType.Kind.UINT;

/// Reads text as values; null where it isn't one. Nothing is cast before its form is known, for a
/// cast that fails would end the query.
record Texts(Statements to) {
  private static final String NUMBER = "'^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?$'";
  private static final String INSTANT =
      "'^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?"
          + "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$'";
  private static final String UNITS = "(ns|us|µs|μs|ms|s|m|h)";
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

  /// Any number, exact.
  String number(String text) {
    return to.let(
        "numeric",
        "case when %1$s ~ %2$s and pg_input_is_valid(%1$s, 'numeric') then %1$s::numeric end",
        text,
        NUMBER);
  }

  Value integer(String number) {
    return to.let(
        INT,
        "case when %1$s = trunc(%1$s) and %1$s between %2$s then %1$s::bigint end",
        number,
        Ranges.INT);
  }

  Value unsigned(String number) {
    return to.let(
        UINT,
        "case when %1$s = trunc(%1$s) and %1$s between %2$s then trunc(%1$s) end",
        number,
        Ranges.UINT);
  }

  Value real(String number) {
    return to.let(
        DOUBLE,
        "case when abs(%1$s) < 5e-324 then 0 when abs(%1$s) < 1.7976931348623158e308"
            + " then %1$s::double precision end",
        number);
  }

  /// As RFC 3339 has it.
  Value instant(String text) {
    var seconds =
        to.let(
            "numeric",
            "case when %1$s ~ %2$s and pg_input_is_valid(left(%1$s, 19), 'timestamp')"
                + " then extract(epoch from left(%1$s, 19)::timestamp) end",
            text,
            INSTANT);
    var fraction =
        to.let(
            "numeric",
            "case when %2$s is not null"
                + " then rpad(left(coalesce(substring(%1$s from '\\.([0-9]+)'), ''), 9), 9, '0')::numeric end",
            text,
            seconds);
    var offset =
        to.let(
            "numeric",
            "case when %2$s is null then null when right(%1$s, 1) = 'Z' then 0 else"
                + " (left(right(%1$s, 6), 1) || '1')::int * (left(right(%1$s, 5), 2)::int * 3600 + right(%1$s, 2)::int * 60) end",
            text,
            seconds);
    var sum = to.let("numeric", "trunc(%s - %s) * 1000000000 + %s", seconds, offset, fraction);
    return to.let(TIMESTAMP, Ranges.within(sum, Ranges.TIMESTAMP));
  }

  /// As Go writes it: `1h30m`, `-1.5s`, `0`.
  Value duration(String text) {
    var sum =
        to.let(
            "numeric",
            """
            case
                when %1$s ~ '^[+-]?0$' then 0
                when length(%1$s) <= 200 and %1$s ~ '^[+-]?(([0-9]+\\.?[0-9]*|\\.[0-9]+)%2$s)+$' then (
                  select sum(trunc(part.m[1]::numeric * case part.m[2]
                    when 'h' then 3600000000000 when 'm' then 60000000000 when 's' then 1000000000
                    when 'ms' then 1000000 when 'ns' then 1 else 1000 end))
                  from regexp_matches(%1$s, '([0-9]+\\.?[0-9]*|\\.[0-9]+)%2$s', 'g') part (m)
                ) * case when left(%1$s, 1) = '-' then -1 else 1 end
              end\
            """,
            text,
            UNITS);
    return to.let(DURATION, Ranges.within(sum, Ranges.DURATION));
  }

  Value address(String text) {
    return to.let(IPADDRESS, "case when %s then %s::inet end", isAddress(text), text);
  }

  /// Whether an address is in a network such as `10.0.0.0/8`; bits behind the prefix don't matter.
  String inNetwork(String address, String network) {
    var start = to.let("text", "substring(%s from '^(.*)/(0|[1-9][0-9]{0,2})$')", network);
    return "case when %s and pg_input_is_valid(%s, 'inet') then %s <<= %s::inet end"
        .formatted(isAddress(start), network, address, network);
  }

  private static String isAddress(String text) {
    return ("(%1$s ~ '^(%2$s\\.){3}%2$s$' or %1$s ~ '^[0-9a-fA-F:.]+$' and strpos(%1$s, ':') > 0"
            + " and pg_input_is_valid(%1$s, 'inet'))")
        .formatted(text, OCTET);
  }
}
