package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.ANY;
import static dev.cellwright.permissions.ParameterType.Kind.BOOL;
import static dev.cellwright.permissions.ParameterType.Kind.DOUBLE;
import static dev.cellwright.permissions.ParameterType.Kind.INT;
import static dev.cellwright.permissions.ParameterType.Kind.STRING;
import static dev.cellwright.permissions.ParameterType.Kind.TIMESTAMP;
import static dev.cellwright.permissions.ParameterType.Kind.UINT;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `int(…)`, `string(…)` and their like.
record Conversions(Statements to) {

  Value value(String target, Value from) {
    if (target.equals("dyn")) {
      return to.let(ANY, "%s", from.json());
    }
    if (from.kind().name().equalsIgnoreCase(target)) {
      return from;
    }
    var converted =
        switch (target) {
          case "int" -> integer(from);
          case "uint" -> unsigned(from);
          case "double" -> real(from);
          case "string" -> text(from);
          case "bool" -> from.is(STRING) ? truth(from) : null;
          case "duration" -> from.is(STRING) ? new Texts(to).duration(from.sql()) : null;
          case "timestamp" -> instant(from);
          case "ipaddress" -> from.is(STRING) ? new Texts(to).address(from.sql()) : null;
          default -> null;
        };
    if (converted == null) {
      throw new NoSqlForm(
          "%s() of a value of type %s has no form in SQL"
              .formatted(target, from.kind().name().toLowerCase(Locale.ROOT)));
    }
    return converted;
  }

  private @Nullable Value integer(Value from) {
    return switch (from.kind()) {
      case UINT -> new Texts(to).integer(from.sql());
      case DOUBLE -> new Texts(to).integer(truncated(from));
      case STRING -> new Texts(to).integer(digits(from));
      case TIMESTAMP -> to.let(INT, Getters.SECONDS + "::bigint", from.sql());
      default -> null;
    };
  }

  private @Nullable Value unsigned(Value from) {
    return switch (from.kind()) {
      case INT -> to.let(UINT, "case when %1$s >= 0 then %1$s::numeric end", from.sql());
      case DOUBLE -> new Texts(to).unsigned(truncated(from));
      case STRING -> new Texts(to).unsigned(digits(from));
      default -> null;
    };
  }

  /// A double reaches beyond where its digits are all known, so it is cut to 64 bits before.
  private String truncated(Value from) {
    return to.let(
        "numeric",
        "case when %1$s > -9.3e18 and %1$s < 1.9e19 then"
            + " case when abs(%1$s) < 9.2e18 then trunc(%1$s)::bigint::numeric else trunc(%1$s)::text::numeric end end",
        from.sql());
  }

  private String digits(Value from) {
    return to.let(
        "numeric", "case when %1$s ~ '^[+-]?[0-9]{1,100}$' then %1$s::numeric end", from.sql());
  }

  private @Nullable Value real(Value from) {
    return switch (from.kind()) {
      case INT, UINT -> to.let(DOUBLE, "%s::double precision", from.sql());
      case STRING -> new Texts(to).real(new Texts(to).number(from.sql()));
      default -> null;
    };
  }

  private @Nullable Value text(Value from) {
    return switch (from.kind()) {
      case BOOL, INT, UINT -> to.let(STRING, "%s::text", from.sql());
      default -> null;
    };
  }

  private Value truth(Value from) {
    return to.let(
        BOOL,
        "case when %1$s in ('1', 't', 'T', 'true', 'TRUE', 'True') then true"
            + " when %1$s in ('0', 'f', 'F', 'false', 'FALSE', 'False') then false end",
        from.sql());
  }

  private @Nullable Value instant(Value from) {
    return switch (from.kind()) {
      case STRING -> new Texts(to).instant(from.sql());
      case INT -> {
        var nanoseconds = to.let("numeric", "%s::numeric * 1000000000", from.sql());
        yield to.let(TIMESTAMP, Ranges.within("%1$s", Ranges.TIMESTAMP), nanoseconds);
      }
      default -> null;
    };
  }
}
