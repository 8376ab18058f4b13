package dev.cellwright.permissions.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.ParameterType;
import java.util.List;
import java.util.Random;

/// Contexts for a condition: mostly values of the parameters' types, near where answers turn; some
/// missing, some of another type.
record TestingContexts(Random random) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  ObjectNode next(Condition condition) {
    var context = JSON.createObjectNode();
    condition
        .parameters()
        .forEach((name, type) -> {
          if (random.nextInt(25) > 0) {
            context.set(name, random.nextInt(20) > 0 ? value(type) : wrong());
          }
        });
    return context;
  }

  private JsonNode wrong() {
    return json(
        one(
            "null",
            "\"zebra\"",
            "[]",
            "{}",
            "true",
            "1.5",
            "[1]",
            "{\"a\":null}",
            "\"99999999999999999999\""));
  }

  private JsonNode value(ParameterType type) {
    return switch (type.kind()) {
      case ANY ->
          random.nextBoolean()
              ? wrong()
              : json(one("{\"a\":1}", "{\"a\":\"x\"}", "\"a\"", "1", "[\"a\",2]"));
      case BOOL -> json(one("true", "false"));
      case STRING ->
          json(
              one(
                  "\"\"",
                  "\"1\"",
                  "\"1x1\"",
                  "\"hello\"",
                  "\"{}\"",
                  "\"a\"",
                  "\"ü😀\"",
                  "\"b\\nc\"",
                  "\"192.168.0.0/24\"",
                  "\"10.0.0.0/33\"",
                  "\"::1/64\"",
                  "\"it's $condition$ \\\\ %s\"",
                  "\"A\"",
                  "\"deleted\"",
                  "\"2024-02-29T12:00:00.5+02:00\"",
                  "\"90s\"",
                  "\"-5\"",
                  "\"true\""));
      case INT ->
          json(
              one(
                  "0",
                  "1",
                  "-1",
                  "2",
                  "7",
                  "99",
                  "100",
                  "\"101\"",
                  "10",
                  "11",
                  "1e2",
                  "9223372036854775807",
                  "-9223372036854775808",
                  "9007199254740993"));
      case UINT -> json(one("0", "1", "2", "\"7\"", "18446744073709551615", "100"));
      case DOUBLE ->
          json(
              one(
                  "0",
                  "0.0",
                  "1.5",
                  "-2.25",
                  "\"0.1\"",
                  "0.30000000000000004",
                  "1e10",
                  "100",
                  "1e100"));
      case DURATION ->
          json(one("\"0s\"", "\"1h\"", "\"90s\"", "\"-5m\"", "\"3600s\"", "\"2s\"", "\"8760h\""));
      case TIMESTAMP ->
          json(
              one(
                  "\"2023-10-11T09:59:59.999999999Z\"",
                  "\"2023-10-11T10:00:00Z\"",
                  "\"2023-10-11T12:00:00.000+02:00\"",
                  "\"2019-01-01T00:00:00Z\"",
                  "\"1969-12-31T23:59:59.5Z\"",
                  "\"2200-12-31T23:59:59Z\"",
                  "\"2024-02-29T23:30:00-01:30\"",
                  "\"2023-02-30T00:00:00Z\"",
                  "\"2023-10-11 10:00:00Z\""));
      case IPADDRESS ->
          json(
              one(
                  "\"192.168.0.1\"",
                  "\"192.168.1.0\"",
                  "\"192.0.0.1\"",
                  "\"::1\"",
                  "\"2001:db8::7\"",
                  "\"1.2.3\"",
                  "\"1.2.3.4/24\"",
                  "\"01.2.3.4\""));
      case LIST -> {
        var list = JSON.createArrayNode();
        for (var count = random.nextInt(4); count > 0; count--) {
          list.add(random.nextInt(30) > 0 ? value(SqlTypes.element(type)) : wrong());
        }
        yield list;
      }
      case MAP -> {
        var map = JSON.createObjectNode();
        for (var key : List.of("key", "status", "a", "state")) {
          if (random.nextBoolean()) {
            map.set(key, random.nextInt(30) > 0 ? value(SqlTypes.element(type)) : wrong());
          }
        }
        yield map;
      }
    };
  }

  private String one(String... values) {
    return values[random.nextInt(values.length)];
  }

  private static JsonNode json(String text) {
    try {
      return JSON.reader()
          .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
