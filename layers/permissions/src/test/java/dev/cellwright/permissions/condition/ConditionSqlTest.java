package dev.cellwright.permissions.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.ParameterType;
import dev.cellwright.permissions.ParameterType.Kind;
import dev.cellwright.permissions.Place;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionSqlTest {
  private static TestingDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = TestingDatabase.start();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  /// @param parameters as the language writes them: `x: int, l: list<string>`
  private static Condition condition(String parameters, String expression) {
    var types = new LinkedHashMap<String, ParameterType>();
    for (var parameter : parameters.split(", ")) {
      var parts = parameter.split("[:<> ]+");
      types.put(
          parts[0],
          new ParameterType(
              kind(parts[1]), parts.length == 2 ? null : new ParameterType(kind(parts[2]), null)));
    }
    return new Condition("asked", null, new Place("things.fga", 7, 1), types, expression);
  }

  private static Kind kind(String name) {
    return Kind.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static final int CONTEXTS = 300;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          x: int; x < 100
          x: int, y: int; x < 100 || y < 50
          x: int, y: int; x + y > 10 && x - y < 5 || x * y == 7
          x: int, y: int; x / y == 3 || x % y == 1
          x: int, y: int; -x < y ? x > 1 : y / 0 == 1
          x: int, y: int; (x / y > 0) || x == 7
          x: int, y: int; !(x / y > 0) && y != 2
          x: int, y: double; x < y || y == double(x)
          x: uint, y: uint; x + y > 5u || x - y == 1u
          x: uint, y: int; x > y
          x: uint; x * 2u < 100u && x / 3u == 2u && x % 2u == 1u
          x: double, y: double; x + y > 0.4 || x * y == 0.0
          x: double; x != 0.0 && x > 0.0
          x: double; int(x) == 1 || uint(x) == 100u
          x: double; x > 0
          s: string, t: string; s < t || s == t
          s: string; s.contains("1") && s.startsWith("1") && s.endsWith("1")
          s: string; s.matches("[0-9]") || s.matches("^h.l+o$") || s.matches("b.c")
          s: string; s.matches("^[^0-9]+$") || s.matches("\\\\d{1,3}(\\\\.\\\\d+){3}/(?:24|33)$")
          s: string; size(s) == 2 || s.size() > 4
          s: string; s + "!" == "a!" || s == "it's $condition$ \\\\ %s"
          s: string; int(s) < 0 || bool(s)
          s: string; timestamp(s) > timestamp("2024-01-01T00:00:00Z")
          s: string; duration(s) == duration("1m30s")
          x: int, u: uint, b: bool; string(x) == "7" || string(u) == "7" || string(b) == "true"
          t: timestamp; t < timestamp("2023-10-11T10:00:00.000Z")
          t: timestamp, d: duration; t + d > timestamp("2023-10-11T10:00:00Z") || t - d < timestamp("2019-01-01T00:00:00Z")
          t: timestamp, u: timestamp; t - u > duration("1h")
          d: duration, e: duration; d + e >= duration("1h") || d - e < duration("-1h")
          t: timestamp; t.getFullYear() == 2023 && t.getMonth() == 9 && t.getDate() == 11
          t: timestamp; t.getDayOfWeek() == 3 || t.getDayOfYear() == 59 || t.getDayOfMonth() == 0
          t: timestamp; t.getHours() == 23 && t.getMinutes() == 59 && t.getSeconds() == 59 || t.getMilliseconds() == 500
          t: timestamp; int(t) == -1 || int(t) > 1697018399
          d: duration; d.getHours() == 1 || d.getMinutes() == -5 || d.getSeconds() == 90
          d: duration; d != null && d != duration("0s") && d > duration("0s")
          a: ipaddress, s: string; a.in_cidr(s)
          a: ipaddress; a.in_cidr("192.168.0.0/16") || a == ipaddress("::1")
          a: ipaddress; a != null && a != ipaddress("192.0.0.1")
          l: list<string>, s: string; s in l || l[0] == "a"
          l: list<string>; l.exists(x, x > "a") && l.all(x, x != "1") || l.exists_one(x, x == "A")
          l: list<int>, x: int; x in l || l.all(e, e > x)
          l: list<int>; l.exists(e, 10 / e == 10)
          l: list<int>; l.all(e, 10 / e < 10)
          l: list<int>; l.filter(e, e > 1).size() == 2 || l.map(e, e * 2).exists(e, e == 14)
          l: list<int>; size(l) > 1 && l[1] > l[0] || l == [1, 2]
          l: list<timestamp>, t: timestamp; l.exists(e, e > t) || t in l
          l: list<double>; l.exists(e, e == 0.1) || l.all(e, e < 1.0)
          l: list<ipaddress>; l.exists(a, a.in_cidr("192.168.0.0/24"))
          m: map<string>, l: list<string>; m["status"] in l
          m: map<string>; "key" in m && m["key"] != "" && m.status > ""
          m: map<string>; has(m.key) ? m.key == "a" : m.a == "1"
          m: map<int>; m.all(k, m[k] > 0) || size(m) == 4
          m: map<bool>; m.key || m.status && !m.state
          m: map<any>, s: string; m.status == s || m.a == "hello"
          a: any, b: any; a == b || a < b
          a: any, x: int; a == x || a.a == x || has(a.a)
          m: map<any>, s: string; m.a.contains("x") || s == "a"
          x: int; x in [1, 2, 7] || {"a": x}["a"] == 99
          x: int; [x, 5].exists(e, e == 100)
          b: bool, c: bool; b == c ? !b : c
          x: int; x == 1 ? true : x / 0 > 1
          """)
  void answersAsCelDoes(String parameters, String expression) throws Exception {
    var condition = condition(parameters, expression);
    var cel = new TestingCel(condition);
    var contexts = new TestingContexts(new Random(7));
    var answers = new HashSet<Integer>();

    database.install(condition);

    for (var count = 0; count < CONTEXTS; count++) {
      var context = contexts.next(condition);
      var expected = cel.answer(context);
      answers.add(expected);
      assertThat(database.answer(context))
          .as("%s with %s", expression, context)
          .isEqualTo(expected);
    }
    assertThat(answers).as("answers that contexts brought about").hasSizeGreaterThan(1);
  }

  @Test
  void aMissingParameterIsAnErrorAlsoWhereTheRestDecides() throws Exception {
    database.install(condition("x: int, y: int, z: int", "x < 100 || y < 50"));

    assertThat(answer("{\"x\": 1}")).isEqualTo(2);
    assertThat(answer("{\"x\": 1, \"y\": 1}")).isEqualTo(3);
    assertThat(answer("{\"x\": 1, \"y\": 1, \"z\": \"no number\"}")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.79769313486231570814527423731704356798070e+309",
        "-1.79769313486231570814527423731704356798070e+309",
        "\"1.79769313486231570814527423731704356798070e+309\"",
        "\"1e999999999\"",
        "\"NaN\"",
        "\"0x10\"",
        "\"1_000\""
      })
  void whatNoDoubleHoldsIsAnError(String number) throws Exception {
    database.install(condition("x: double", "x > 0.0"));

    assertThat(answer("{\"x\": %s}".formatted(number))).isEqualTo(2);
    assertThat(answer("{\"x\": 1e-400}")).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          1h30m; 5400000000000
          -1.5s; -1500000000
          +.5ms; 500000
          1us2ns; 1002
          0; 0
          """)
  void durationsAreReadAsGoWritesThem(String text, String nanoseconds) throws Exception {
    database.install(condition("d: duration, e: duration", "d == e"));

    assertThat(answer("{\"d\": \"%s\", \"e\": \"%sns\"}".formatted(text, nanoseconds)))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "h", "1d", "1 h", "--1h", "2562048h", "1h-1m"})
  void whatIsNoDurationIsAnError(String text) throws Exception {
    database.install(condition("d: duration", "d == d"));

    assertThat(answer("{\"d\": \"%s\"}".formatted(text))).isEqualTo(2);
  }

  private static int answer(String context) throws Exception {
    return database.answer(
        JsonMapper.builder()
            .build()
            .reader()
            .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readTree(context));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          x: int; x; is true or false
          x: int; x < "a"; no matching overload
          x: int; x < ; mismatched input
          x: int; y < 1; undeclared reference
          s: string, p: string; s.matches(p); a pattern must be a literal
          s: string; s.matches("\\\\bword"); \\b has no form in SQL
          s: string; s.matches("(?i)word"); (? has no form in SQL
          s: string; s.matches("a{300}"); more than 255 repetitions
          s: string; s.matches("(a"); always fails
          s: string; b"1" == b"1"; has no form
          t: timestamp; t < timestamp("soon"); always fails
          t: timestamp; t.getHours("Europe/Berlin") == 1; of another time zone
          x: double; string(x) == "1"; string() of a value of type double
          a: any; a + 1 == 2; needs values of a named type
          """)
  void whatHasNoFormIsRefused(String parameters, String expression, String message) {
    var condition = condition(parameters, expression);

    assertThatThrownBy(() -> ConditionSql.function("public.refused", condition))
        .isInstanceOf(InvalidModel.class)
        .hasMessageContaining("things.fga:7:")
        .hasMessageContaining("condition 'asked'")
        .hasMessageContaining(message);
  }
}
