package dev.cellwright.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.acceptance.Published.Operation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A body that isn't what the route takes is refused with a message that helps.
class BadBodiesTest {
  private static final int MEGABYTE = 1024 * 1024;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Person ANNA = Person.register("anna");

  static List<Operation> takingBodies() {
    return Published.OPERATIONS.stream().filter(Operation::takesBody).toList();
  }

  static List<Operation> takingNone() {
    return Published.OPERATIONS.stream()
        .filter(
            each -> !each.takesBody() && !each.takesAnything() && !each.id().startsWith("log_out"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("takingBodies")
  void whatIsNoJsonObjectIsRefused(Operation operation) {
    for (var body :
        List.of(
            "{",
            "{\"a\":}",
            "[]",
            "[{}]",
            "null",
            "true",
            "1",
            "\"text\"",
            "{} {}",
            "{}x",
            "{'a':1}",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\":NaN}",
            "{\"a\":01}",
            "{\"a\":\"\t\"}",
            "// {}",
            "{}/**/",
            "<a/>",
            "a=1&b=2",
            "\uFEFF{}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\ud83\"}")) {
      var answer = call(operation).json(body).refused(400);

      assertThat(answer.code()).as(body).isEqualTo("VALIDATION_ERROR");
    }
  }

  @ParameterizedTest
  @MethodSource("takingBodies")
  void whatIsNotUtf8IsRefused(Operation operation) {
    for (var bytes :
        List.of(
            "{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1),
            "{}".getBytes(UTF_16),
            bytes("{\"a\":\"", 0xC0, 0x80, "\"}"),
            bytes("{\"a\":\"", 0xED, 0xA0, 0x80, "\"}"),
            bytes("{\"a\":\"", 0xF4, 0x90, 0x80, 0x80, "\"}"),
            bytes("{\"a\":\"", 0xE2, 0x82, "\"}"),
            bytes("{}", 0x00))) {
      call(operation).body("application/json", bytes).refused(400);
    }
  }

  static List<Operation> takingBodiesStrictly() {
    return takingBodies().stream().filter(each -> !each.isTolerant()).toList();
  }

  @ParameterizedTest
  @MethodSource("takingBodiesStrictly")
  void anUnknownFieldIsNamed(Operation operation) {
    var answer = call(operation).json("{\"no_such_field\":1,\"__proto__\":{}}").refused(400);

    assertThat(answer.details())
        .contains("no_such_field: is not a known field", "__proto__: is not a known field");
  }

  @ParameterizedTest
  @MethodSource("takingBodies")
  void aValueOfAnotherTypeIsNamed(Operation operation) {
    for (var field : operation.fields().properties()) {
      var types = Published.types(field.getValue());
      for (var wrong :
          List.of(
              JSON.textNode("x"),
              JSON.numberNode(1.5),
              JSON.booleanNode(true),
              JSON.arrayNode().add(JSON.arrayNode()),
              JSON.objectNode().put("x", 1),
              JSON.nullNode())) {
        if (!types.contains(typeOf(wrong))) {
          var answer =
              call(operation).json(JSON.objectNode().set(field.getKey(), wrong)).refused(400);

          assertThat(answer.at("error/details").findValuesAsText("field"))
              .as(field.getKey() + ": " + wrong + " " + answer)
              .anyMatch(named -> named.startsWith(field.getKey()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("takingBodies")
  void textThatCannotBeStoredIsNamed(Operation operation) {
    for (var field : operation.fields().properties()) {
      if (!Published.resolved(field.getValue()).path("type").toString().contains("string")) {
        continue;
      }
      for (var text :
          List.of("a\\u0000b", "\\ud800", "\\udc00", "\\udc00\\ud800", "a\\ud83d", "\\ud83dx")) {
        var answer =
            call(operation).json("{\"%s\":\"%s\"}".formatted(field.getKey(), text)).refused(400);

        assertThat(answer.at("error/details").findValuesAsText("field"))
            .as(answer.toString())
            .contains(field.getKey());
      }
      var tooLong =
          call(operation)
              .json(JSON.objectNode().put(field.getKey(), "x".repeat(1_500_000)))
              .refused(400);
      assertThat(tooLong.at("error/details").findValuesAsText("field")).contains(field.getKey());
    }
  }

  @ParameterizedTest
  @MethodSource("takingBodies")
  void namesGivenTwiceAndDeepNestingAreRefused(Operation operation) {
    var name = operation.fields().fieldNames().next();

    var twice =
        call(operation).json("{\"%s\":\"a\",\"%s\":\"b\"}".formatted(name, name)).refused(400);
    assertThat(twice.details()).contains(name + ": is given more than once");
    call(operation).json("{\"a\":".repeat(200_000)).refused(400);
    call(operation).json("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}").refused(400);
    call(operation).json("{\"\\u0000\":1,\"\\ud800\":2}").refused(400);
    call(operation).json("{\"" + name + "\":" + "9".repeat(100_000) + "}").refused(400);
    call(operation).json("{\"" + name + "\":1e999999999}").refused(400);
  }

  @ParameterizedTest
  @MethodSource("takingBodies")
  void anotherMediaTypeIsRefused(Operation operation) {
    for (var type :
        List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/jsonp",
            "application/json; charset=utf-16",
            "json",
            "application/*",
            ";",
            "application/json-patch+json")) {
      var answer = call(operation).body(type, "{}".getBytes(UTF_8)).refused(415);

      assertThat(answer.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
      assertThat(answer.text("error/message")).contains("application/json");
    }
  }

  @ParameterizedTest
  @MethodSource("takingNone")
  void aBodyWhereNoneIsTakenIsRefused(Operation operation) {
    call(operation).json("{\"a\":1}").refused(400);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {5 * MEGABYTE, 7 * MEGABYTE, 10 * MEGABYTE - 3, 10 * MEGABYTE + 1, 25 * MEGABYTE})
  void aHugeBodyIsRefused(int size) {
    var body = new byte[size];
    Arrays.fill(body, (byte) 'a');
    System.arraycopy("{\"title\":\"".getBytes(UTF_8), 0, body, 0, 10);
    body[size - 2] = '"';
    body[size - 1] = '}';

    var answer =
        ANNA.client().call("POST", "/api/v1/tasks").body("application/json", body).send().refused();

    // Between a function's 6 MB and the gateway's 10 MB it depends on AWS which of them says so.
    assertThat(answer.status()).isIn(400, 413);
    assertThat(answer.status() == 413).isEqualTo(size > 6 * MEGABYTE);
  }

  @Test
  void manyErrorsAreToldAtOnceButNotWithoutEnd() {
    var body = JSON.objectNode();
    for (var i = 0; i < 5000; i++) {
      body.put("field" + i, i);
    }

    var answer = ANNA.client().call("POST", "/api/v1/tasks").json(body).refused(400);

    assertThat(answer.details()).hasSizeBetween(2, 50);
  }

  @Test
  void anErrorNamesTheFieldInsideAList() {
    var answer =
        ANNA.client()
            .post(
                "/api/v1/boards",
                "{\"name\":\"b\",\"columns\":[{\"name\":\"c\"},{\"name\":2,\"x\":1}]}")
            .refused(400);

    assertThat(answer.at("error/details").findValuesAsText("field"))
        .containsExactlyInAnyOrder("columns[1].name", "columns[1].x");
  }

  @Test
  void aProblemIsAnsweredToWhoeverAcceptsOne() {
    var answer =
        ANNA.client()
            .post("/api/v1/tasks", "{\"title\":1}")
            .header("Accept", "application/problem+json")
            .expect(400);

    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(
            Published.errors(Published.DOCUMENT.at("/components/schemas/Problem"), answer.json()))
        .isEmpty();
    assertThat(answer.at("status").asInt()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("VALIDATION_ERROR");
    assertThat(answer.text("details/0/field")).isEqualTo("title");
    assertThat(answer.text("correlationId")).isEqualTo(answer.correlationId());
    var unauthenticated =
        TestedCell.anybody()
            .get("/api/v1/tasks")
            .header("Accept", "application/problem+json, application/json;q=0.5")
            .expect(401);
    assertThat(unauthenticated.header("Content-Type")).isEqualTo("application/problem+json");
  }

  private static Call call(Operation operation) {
    return ANNA.client().call(operation.method(), operation.concretePath());
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array";
      case OBJECT -> "object";
      case NULL -> "null";
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON: " + value);
    };
  }

  private static byte[] bytes(Object... parts) {
    var bytes = new java.io.ByteArrayOutputStream();
    for (var part : parts) {
      if (part instanceof Integer code) {
        bytes.write(code);
      } else {
        bytes.writeBytes(part.toString().getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
