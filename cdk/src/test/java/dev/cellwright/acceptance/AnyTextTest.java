package dev.cellwright.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Text of any script comes back as it was sent, byte for byte, and times mean the same.
class AnyTextTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Person ANNA = Person.register("anna");
  private static final Random RANDOM = new Random(4711);

  static List<String> texts() {
    var texts =
        new ArrayList<>(
            List.of(
                "\u0001\u0002\u0007\b\t\n\u000B\f\r\u001B\u001F\u007F\u0080\u009F",
                " leading and trailing \t",
                " ",
                "\n",
                "\\ \" ' ` $1 :org %s {0} ; -- /* */ ? ?? ::uuid",
                "'; drop table tasks.tasks; --",
                "<script>alert(1)</script>&amp;&#0;",
                "null",
                "\\u0000",
                "cafe\u0301 \u00e9 e\u0301 \uFB01 \u212B \u2126",
                "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \u202E reversed \u202C \u2066\u2069",
                "\u200B\u200C\u200D\u2060\uFEFF\u00AD\u034F\u180E",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66 \uD83C\uDDEA\uD83C\uDDF8 \uD83D\uDC4D\uD83C\uDFFF",
                "\u0E19\u0E49\u0E33 \u0939\u093F\u0928\u094D\u0926\u0940 \u4E2D\u6587 \uD55C\uAD6D\uC5B4 \u65E5\u672C\u8A9E",
                "\uFFFE\uFFFF\uFFFD\uE000\uF8FF\uDBFF\uDFFF\uD800\uDC00",
                "Z\u0351\u036B\u0343\u036A\u0302\u0348\u034B\u0316",
                "\u0130\u0131\u1E9E\u00DF\u03A3\u03C2",
                "\u2028\u2029\u0085"));
    for (var plane = 0; plane <= 16; plane++) {
      texts.add(ofPlane(plane));
    }
    IntStream.range(0, 8).forEach(_ -> texts.add(random(250)));
    return texts;
  }

  @ParameterizedTest
  @MethodSource("texts")
  void comesBackAsItWasSent(String text) {
    var sent =
        JSON.objectNode()
            .put("title", text)
            .put("description", text)
            .set("metadata", JSON.objectNode().put("key " + text, text));

    var made = ANNA.client().call("POST", "/api/v1/tasks").json(sent).expect(201);
    var read = ANNA.client().get("/api/v1/tasks/" + made.id()).expect(200);
    var found =
        ANNA.client()
            .get(
                "/api/v1/tasks?limit=1&filter%5Btitle.gte%5D="
                    + encoded(text)
                    + "&filter%5Btitle.lte%5D="
                    + encoded(text))
            .expect(200);

    for (var task : List.of(made.json(), read.json(), found.at("data/0"))) {
      assertThat(task.path("title").textValue()).isEqualTo(text);
      assertThat(task.path("description").textValue()).isEqualTo(text);
      assertThat(task.path("metadata").properties())
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.getKey()).isEqualTo("key " + text);
            assertThat(entry.getValue().textValue()).isEqualTo(text);
          });
    }
    var patched =
        ANNA.client()
            .call("PATCH", "/api/v1/tasks/" + made.id())
            .json(
                JSON.objectNode().put("title", "x" + text.substring(text.offsetByCodePoints(0, 1))))
            .expect(200);
    assertThat(patched.text("title")).endsWith(text.substring(text.offsetByCodePoints(0, 1)));
    assertThat(ANNA.client().get("/api/v1/tasks?search=" + encoded(cut(text, 200))).send().status())
        .isEqualTo(200);
  }

  @Test
  void namesComeBackAsTheyWereSent() {
    var person = Person.register("ben");
    for (var text :
        List.of(cut(texts().get(6), 100), cut(random(100), 100), cut(ofPlane(2), 100))) {
      var profile =
          person
              .client()
              .call("PATCH", "/api/v1/users/me")
              .json(JSON.objectNode().put("first_name", text).put("last_name", text))
              .expect(200);
      assertThat(profile.text("first_name")).isEqualTo(text);
      assertThat(profile.text("last_name")).isEqualTo(text);
      var organization =
          person
              .client()
              .call("POST", "/api/v1/organizations")
              .json(JSON.objectNode().put("name", text))
              .expect(201);
      assertThat(
              person
                  .client()
                  .get("/api/v1/organizations/" + organization.id())
                  .expect(200)
                  .text("name"))
          .isEqualTo(text);
      var board =
          person
              .client()
              .call("POST", "/api/v1/boards")
              .json(
                  JSON.objectNode()
                      .put("name", text)
                      .set("columns", JSON.arrayNode().add(JSON.objectNode().put("name", text))))
              .expect(201);
      var read = person.client().get("/api/v1/boards/" + board.id()).expect(200);
      assertThat(read.text("name")).isEqualTo(text);
      assertThat(read.text("columns/0/name")).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
    "2027-01-31T09:30:00.1234567+05:30, 2027-01-31T04:00:00.123456Z",
    "2027-01-31t09:30:00z, 2027-01-31T09:30:00Z",
    "0001-01-01T18:00:00+18:00, 0001-01-01T00:00:00Z"
  })
  void timesComeBackInUtcCutToMicroseconds(String sent, String answered) {
    var made =
        ANNA.client()
            .post("/api/v1/tasks", "{\"title\":\"a\",\"due_date\":\"%s\"}".formatted(sent))
            .expect(201);

    assertThat(made.text("due_date")).isEqualTo(answered);
    assertThat(ANNA.client().get("/api/v1/tasks/" + made.id()).expect(200).text("due_date"))
        .isEqualTo(answered);
  }

  @Test
  void theLongestTextsComeBackWhole() {
    for (var letter : List.of("a", "\u0001", "\"", "\u00e9", "\u4E2D", "\uD83D\uDE00")) {
      var title = letter.repeat(500);
      var description = letter.repeat(32_768 / letter.getBytes(UTF_8).length);

      var made =
          ANNA.client()
              .call("POST", "/api/v1/tasks")
              .json(JSON.objectNode().put("title", title).put("description", description))
              .expect(201);

      var read = ANNA.client().get("/api/v1/tasks/" + made.id()).expect(200);
      assertThat(read.text("title")).isEqualTo(title);
      assertThat(read.text("description")).isEqualTo(description);
    }
  }

  /// However much the rows hold, pages end where an answer of the database would, and lose nothing.
  @Test
  void aListOfTheLongestTextsComesInShorterPages() {
    var client = Person.register("hoarder").client();
    var numbers = JSON.arrayNode();
    IntStream.range(0, 4000).forEach(_ -> numbers.add(1));
    for (var i = 0; i < 60; i++) {
      client
          .call("POST", "/api/v1/tasks")
          .json(
              JSON.objectNode()
                  .put("title", "Task " + i)
                  .put("description", (i % 2 == 0 ? "\u0001" : "\"").repeat(32_768))
                  .set("metadata", JSON.objectNode().set("numbers", numbers)))
          .expect(201);
    }

    var seen = new ArrayList<String>();
    var page = client.get("/api/v1/tasks?limit=100").expect(200);
    while (true) {
      page.at("data").forEach(task -> seen.add(task.path("id").asText()));
      if (!page.at("meta/hasNext").asBoolean()) {
        break;
      }
      page = client.get("/api/v1/tasks?limit=100&cursor=" + page.text("meta/cursor")).expect(200);
    }

    assertThat(seen).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void theLargestBoardComesBackWhole() {
    var client = Person.register("planner").client();
    for (var letter : List.of("\u0001", "\"", "\uD83D\uDE00")) {
      // A name is one line; what is configured may hold anything.
      var named = letter.equals("\u0001") ? "x" : letter;
      var columns = JSON.arrayNode();
      for (var i = 0; i < 50; i++) {
        columns.addObject().put("name", named.repeat(200)).set("config", JSON.objectNode());
      }
      var board =
          JSON.objectNode()
              .put("name", named.repeat(200))
              .<com.fasterxml.jackson.databind.node.ObjectNode>set("columns", columns)
              .set("config", JSON.objectNode().put("a", letter.repeat(1300)));

      var made = client.call("POST", "/api/v1/boards").json(board).expect(201);

      var read = client.get("/api/v1/boards/" + made.id()).expect(200);
      assertThat(read.json()).isEqualTo(made.json());
      assertThat(read.at("columns")).hasSize(50);
      client.post("/api/v1/boards/" + made.id() + "/columns", "{\"name\":\"51st\"}").refused(409);
      client.get("/api/v1/boards/" + made.id() + "/columns?limit=50").expect(200);
    }
    client.get("/api/v1/boards?limit=100").expect(200);
  }

  /// Many code points of a plane, from all over it.
  private static String ofPlane(int plane) {
    return RANDOM
        .ints(200, plane * 0x10000, (plane + 1) * 0x10000)
        .filter(AnyTextTest::isText)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static String random(int length) {
    return RANDOM
        .ints(0, Character.MAX_CODE_POINT + 1)
        .filter(AnyTextTest::isText)
        .limit(length)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /// What a text may hold: everything but NUL and halves of pairs.
  private static boolean isText(int codePoint) {
    return codePoint != 0
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }

  private static String cut(String text, int codePoints) {
    return text.codePointCount(0, text.length()) <= codePoints
        ? text
        : text.substring(0, text.offsetByCodePoints(0, codePoints));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
