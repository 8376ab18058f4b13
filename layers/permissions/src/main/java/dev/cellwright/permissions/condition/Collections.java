package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.BOOL;
import static dev.cellwright.permissions.ParameterType.Kind.INT;
import static dev.cellwright.permissions.ParameterType.Kind.LIST;
import static dev.cellwright.permissions.ParameterType.Kind.MAP;
import static dev.cellwright.permissions.ParameterType.Kind.STRING;

import dev.cellwright.permissions.ParameterType;

/// What lists and maps hold.
record Collections(Statements to) {

  /// What stands in JSON as [Value#json] wrote it.
  Value decoded(String json, ParameterType type) {
    return switch (type.kind()) {
      case ANY, LIST, MAP -> to.let(type, "%s", json);
      case BOOL -> to.let(type, "(%s)::boolean", json);
      case STRING, INT, UINT, DOUBLE, DURATION, TIMESTAMP, IPADDRESS ->
          to.let(type, "((%s) #>> '{}')::%s", json, SqlTypes.sql(type));
    };
  }

  Value has(Value map, String field) {
    return to.let(
        BOOL,
        "case jsonb_typeof(%1$s) when 'object' then (%1$s -> %2$s) is not null end",
        map.sql(),
        field);
  }

  Value field(Value map, String field, ParameterType type) {
    return decoded("%s -> %s".formatted(map.sql(), field), type);
  }

  Value at(Value collection, Value place, ParameterType type) {
    if (place.is(STRING)) {
      return field(collection, place.sql(), type);
    }
    if (!place.is(INT)) {
      throw new NoSqlForm("an index is an int or a string");
    }
    var inside =
        "case when jsonb_typeof(%1$s) = 'array' then case when %2$s between 0 and jsonb_array_length(%1$s) - 1 then %1$s -> %2$s::int end end"
            .formatted(collection.sql(), place.sql());
    return decoded(inside, type);
  }

  Value in(Value value, Value collection) {
    if (collection.is(MAP)) {
      return has(collection, keyOf(value));
    }
    if (!collection.is(LIST)) {
      throw new NoSqlForm("`in` needs a list or a map");
    }
    return to.let(
        BOOL,
        "case when %1$s is not null and %2$s is not null then"
            + " exists (select from jsonb_array_elements(%2$s) e (v) where e.v = %3$s) end",
        value.sql(),
        collection.sql(),
        value.json());
  }

  private static String keyOf(Value value) {
    if (!value.is(STRING)) {
      throw new NoSqlForm("a map's keys are strings");
    }
    return value.sql();
  }

  Value size(Value value) {
    return switch (value.kind()) {
      case STRING -> to.let(INT, "char_length(%s)", value.sql());
      case LIST -> to.let(INT, "jsonb_array_length(%s)", value.sql());
      case MAP ->
          to.let(
              INT,
              "case when %1$s is not null then (select count(*) from jsonb_object_keys(%1$s)) end",
              value.sql());
      default -> throw new NoSqlForm("size() needs a string, a list or a map");
    };
  }

  /// What a loop goes over: a list's elements, a map's keys.
  Value elements(Value collection) {
    return switch (collection.kind()) {
      case LIST -> collection;
      case MAP ->
          to.let(
              new ParameterType(LIST, SqlTypes.of(STRING)),
              "case when %1$s is not null then"
                  + " (select coalesce(jsonb_agg(k), '[]') from jsonb_object_keys(%1$s) k) end",
              collection.sql());
      default -> throw new NoSqlForm("a macro needs a list or a map of a named type");
    };
  }
}
