package dev.cellwright.permissions.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.primitives.UnsignedLong;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime.Program;
import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.ParameterType;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A condition as CEL's own runtime decides it.
final class TestingCel {
  private final Condition condition;
  private final Program program;

  TestingCel(Condition condition) throws CelEvaluationException {
    this.condition = condition;
    var environment = Environment.of(condition);
    var cel =
        environment
            .cel()
            .toCelBuilder()
            .addFunctionBindings(
                CelFunctionBinding.from("string_to_ipaddress", String.class, TestingCel::address),
                CelFunctionBinding.from(
                    "ipaddress_in_cidr", InetAddress.class, String.class, TestingCel::inNetwork))
            .build();
    program = cel.createProgram(environment.checked(condition.expression()));
  }

  /// 0, 2 or 3, as the SQL function answers.
  int answer(JsonNode context) {
    try {
      var values = new HashMap<String, Object>();
      for (var parameter : condition.parameters().entrySet()) {
        var json = context.get(parameter.getKey());
        if (json == null) {
          return 2;
        }
        var value = cast(json, parameter.getValue());
        if (value == null) {
          return 2;
        }
        values.put(parameter.getKey(), value);
      }
      return (boolean) program.eval(values) ? 3 : 0;
    } catch (CelEvaluationException e) {
      return 2;
    }
  }

  private static @Nullable Object cast(JsonNode json, ParameterType type) {
    return switch (type.kind()) {
      case ANY -> any(json);
      case BOOL -> json.isBoolean() ? json.booleanValue() : null;
      case STRING -> json.textValue();
      case INT ->
          whole(json, Long.MIN_VALUE + "", Long.MAX_VALUE + "") instanceof BigDecimal n
              ? n.longValueExact()
              : null;
      case UINT ->
          whole(json, "0", "18446744073709551615") instanceof BigDecimal n
              ? UnsignedLong.valueOf(n.toBigIntegerExact())
              : null;
      case DOUBLE ->
          number(json) instanceof BigDecimal n && Double.isFinite(n.doubleValue())
              ? n.doubleValue()
              : null;
      case DURATION -> json.isTextual() ? duration(json.textValue()) : null;
      case TIMESTAMP -> json.isTextual() ? instant(json.textValue()) : null;
      case IPADDRESS -> json.isTextual() ? addressOrNull(json.textValue()) : null;
      case LIST -> {
        if (!json.isArray()) {
          yield null;
        }
        var list = new ArrayList<>();
        for (var each : json) {
          var value = cast(each, SqlTypes.element(type));
          if (value == null) {
            yield null;
          }
          list.add(value);
        }
        yield list;
      }
      case MAP -> {
        if (!json.isObject()) {
          yield null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (var each : json.properties()) {
          var value = cast(each.getValue(), SqlTypes.element(type));
          if (value == null) {
            yield null;
          }
          map.put(each.getKey(), value);
        }
        yield map;
      }
    };
  }

  private static Object any(JsonNode json) {
    return switch (json.getNodeType()) {
      case BOOLEAN -> json.booleanValue();
      case NUMBER -> json.doubleValue();
      case STRING -> json.textValue();
      case ARRAY -> json.valueStream().map(TestingCel::any).toList();
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        json.properties().forEach(each -> map.put(each.getKey(), any(each.getValue())));
        yield map;
      }
      default -> dev.cel.common.values.NullValue.NULL_VALUE;
    };
  }

  private static @Nullable BigDecimal number(JsonNode json) {
    try {
      return json.isNumber() || json.isTextual() ? new BigDecimal(json.asText()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal whole(JsonNode json, String least, String greatest) {
    var number = number(json);
    return number != null
            && number.stripTrailingZeros().scale() <= 0
            && number.compareTo(new BigDecimal(least)) >= 0
            && number.compareTo(new BigDecimal(greatest)) <= 0
        ? number
        : null;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return java.time.OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable Duration duration(String text) {
    var matcher = java.util.regex.Pattern.compile("([+-]?[0-9]+)(s|m|h|ms)").matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    var amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "h" -> Duration.ofHours(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMillis(amount);
    };
  }

  private static @Nullable InetAddress addressOrNull(String text) {
    try {
      var address = InetAddress.ofLiteral(text);
      return text.contains(":") || text.equals(address.getHostAddress()) ? address : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static InetAddress address(String text) throws CelEvaluationException {
    var address = addressOrNull(text);
    if (address == null) {
      throw new CelEvaluationException("no address: " + text);
    }
    return address;
  }

  private static boolean inNetwork(InetAddress address, String network)
      throws CelEvaluationException {
    var parts = network.split("/", -1);
    var start = address(parts[0]).getAddress();
    var bytes = address.getAddress();
    if (parts.length != 2
        || !parts[1].matches("[0-9]{1,3}")
        || Integer.parseInt(parts[1]) > start.length * 8) {
      throw new CelEvaluationException("no network: " + network);
    }
    var bits = Integer.parseInt(parts[1]);
    if (start.length != bytes.length) {
      return false;
    }
    var rest = start.length * 8 - bits;
    return new java.math.BigInteger(1, start)
        .shiftRight(rest)
        .equals(new java.math.BigInteger(1, bytes).shiftRight(rest));
  }
}
