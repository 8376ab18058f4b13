package dev.cellwright.permissions.condition;

import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.ParameterType.Kind;

/// Reads JSON, as the context of a request or a tuple holds it, as a value of a parameter's type.
/// What isn't one is null. Numbers may come as text too.
record Casts(Statements to) {

  Value value(String json, ParameterType type) {
    return switch (type.kind()) {
      case ANY -> new Value(json, type);
      case BOOL ->
          to.let(type, "case jsonb_typeof(%1$s) when 'boolean' then %1$s::boolean end", json);
      case STRING -> new Value(text(json, "'string'"), type);
      case INT -> texts().integer(number(json));
      case UINT -> texts().unsigned(number(json));
      case DOUBLE -> texts().real(number(json));
      case DURATION -> texts().duration(text(json, "'string'"));
      case TIMESTAMP -> texts().instant(text(json, "'string'"));
      case IPADDRESS -> texts().address(text(json, "'string'"));
      case LIST -> collection(json, type, "array", "'strict $[*] ? (@.type() != \"%s\")'");
      case MAP -> collection(json, type, "object", "'strict $.* ? (@.type() != \"%s\")'");
    };
  }

  private Texts texts() {
    return new Texts(to);
  }

  private String text(String json, String types) {
    return to.let(
        "text", "case when jsonb_typeof(%1$s) in (%2$s) then %1$s #>> '{}' end", json, types);
  }

  private String number(String json) {
    return texts().number(text(json, "'number', 'string'"));
  }

  private Value collection(String json, ParameterType type, String form, String others) {
    var whole = to.let(type, "case jsonb_typeof(%1$s) when '%2$s' then %1$s end", json, form);
    var element = SqlTypes.element(type);
    return switch (element.kind()) {
      case ANY -> whole;
      case BOOL, STRING -> {
        var other = others.formatted(element.kind() == Kind.BOOL ? "boolean" : "string");
        yield to.let(
            type, "case when not jsonb_path_exists(%1$s, %2$s) then %1$s end", whole.sql(), other);
      }
      default -> each(whole, element);
    };
  }

  /// Casts what a list or a map holds, one by one; one that fails spoils the whole.
  private Value each(Value whole, ParameterType element) {
    var list = whole.is(Kind.LIST);
    var key = to.variable("text");
    var member = to.variable("jsonb");
    var sum =
        to.let(
            "jsonb",
            "case when %s is not null then '%s'::jsonb end",
            whole.sql(),
            list ? "[]" : "{}");
    to.open(
        list
            ? "for %1$s, %2$s in select null, e.value from jsonb_array_elements(%3$s) e loop"
            : "for %1$s, %2$s in select e.key, e.value from jsonb_each(%3$s) e loop",
        key,
        member,
        whole.sql());
    var cast = value(member, element);
    to.set(
        sum,
        list
            ? "%1$s || case when %3$s is not null then jsonb_build_array(%2$s) end"
            : "%1$s || case when %3$s is not null then jsonb_build_object(%4$s, %2$s) end",
        sum,
        cast.json(),
        cast.sql(),
        key);
    to.close("end loop;");
    return new Value(sum, whole.type());
  }
}
