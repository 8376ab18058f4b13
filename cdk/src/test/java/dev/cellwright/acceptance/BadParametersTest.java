package dev.cellwright.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.acceptance.Published.Operation;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A path or a query that makes no sense is refused, and the parameter named.
class BadParametersTest {
  private static final Person ANNA = Person.register("anna");

  static List<Operation> lists() {
    return Published.OPERATIONS.stream().filter(Operation::isList).toList();
  }

  static List<Operation> others() {
    return Published.OPERATIONS.stream().filter(each -> !each.isList()).toList();
  }

  static List<Operation> withIds() {
    return Published.OPERATIONS.stream().filter(Operation::takesIds).toList();
  }

  private static List<Operation> withNames() {
    return Published.OPERATIONS.stream()
        .filter(each -> each.path().contains("{") && !each.takesIds())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aPageThatIsNoneIsRefused(Operation list) {
    for (var query :
        List.of(
            "page=-1",
            "page=0",
            "page=",
            "page=x",
            "page=1.0",
            "page=%2B1",
            "page=1e3",
            "page=1000000000",
            "page=99999999999999999999",
            "page=10001",
            "page=%D9%A1",
            "limit=0",
            "limit=-1",
            "limit=101",
            "limit=1000000000",
            "limit=1000000000000000000000",
            "limit=",
            "limit=ten",
            "page=1&page=2",
            "limit=10&limit=10",
            "page=200&limit=100")) {
      assertRefused(list, query, query.substring(0, query.indexOf('=')));
    }
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aSortThatIsNoneIsRefused(Operation list) {
    for (var sort :
        List.of(
            "",
            "no_such_field",
            "id",
            "org_id",
            "created_at:up",
            "created_at:asc:desc",
            "created_at,created_at",
            "created_at;",
            ":",
            ",",
            "CREATED_AT",
            "created_at ",
            "1",
            "metadata",
            "created_at,created_at:desc,created_at,created_at,created_at,created_at")) {
      assertRefused(list, "sort=" + encoded(sort), "sort");
    }
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aFilterThatIsNoneIsRefused(Operation list) {
    for (var filter :
        List.of(
            "filter",
            "filter[]",
            "filter[no_such_field]",
            "filter[created_at.like]",
            "filter[created_at.]",
            "filter[created_at][gt]",
            "filter[created_at",
            "filter[CREATED_AT]",
            "filter[org_id]",
            "filter[deleted_at]",
            "filter[created_at.set]x",
            "no_such_parameter",
            "offset",
            "fields",
            "\u0000",
            "filter[\uD83D\uDE00]",
            "")) {
      assertRefused(list, encoded(filter) + "=2026-01-01T00:00:00Z", filter);
    }
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aValueOfAnotherFormIsRefused(Operation list) {
    for (var parameter : list.stated().path("parameters")) {
      var name = parameter.path("name").asText();
      if (!name.startsWith("filter[") || parameter.findValue("format") == null) {
        continue;
      }
      for (var value :
          List.of(
              "",
              "x",
              "null",
              "2026-02-30T00:00:00Z",
              "2026-13-01",
              "+999999999-12-31T23:59:59Z",
              "0000-01-01T00:00:00Z",
              "-0001-01-01T00:00:00Z",
              "infinity",
              "now",
              "today",
              "01a1f8cc-b21e-78fa-9c8b-8f57886c2d5",
              "01a1f8cc-b21e-78fa-9c8b-8f57886c2d59x",
              "{01a1f8cc-b21e-78fa-9c8b-8f57886c2d59}",
              "01a1f8ccb21e78fa9c8b8f57886c2d59")) {
        assertRefused(list, encoded(name) + "=" + encoded(value), name);
      }
    }
  }

  @Test
  void aFilterGivenTwiceOrTooLongIsRefused() {
    var tasks =
        lists().stream().filter(each -> each.id().equals("list_tasks")).findFirst().orElseThrow();

    assertRefused(tasks, "filter%5Btitle%5D=a&filter%5Btitle%5D=b", "filter[title]");
    assertRefused(tasks, "search=a&search=b", "search");
    assertRefused(tasks, "search=" + "a".repeat(201), "search");
    assertRefused(tasks, "filter%5Btitle%5D=" + "a,".repeat(101), "filter[title]");
    assertRefused(tasks, "filter%5Btitle%5D=a%00b", "filter[title]");
    assertRefused(tasks, "search=%00", "search");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "====",
        "[]",
        "null",
        "{}",
        "{\"o\":\"title:asc\"}",
        "{\"o\":\"title:asc\",\"p\":2,\"v\":[]}",
        "{\"o\":\"title:asc\",\"p\":2,\"v\":[\"a\",\"x\"]}",
        "{\"o\":\"title:asc\",\"p\":2,\"v\":[null,\"01a1f8cc-b21e-78fa-9c8b-8f57886c2d59\"]}",
        "{\"o\":\"title:asc\",\"p\":2,\"v\":[{},\"01a1f8cc-b21e-78fa-9c8b-8f57886c2d59\"]}",
        "{\"o\":\"title:asc\",\"p\":-1,\"v\":[\"a\",\"01a1f8cc-b21e-78fa-9c8b-8f57886c2d59\"]}",
        "{\"o\":\"title:asc\",\"p\":1e9,\"v\":[\"a\",\"01a1f8cc-b21e-78fa-9c8b-8f57886c2d59\"]}",
        "{\"o\":\"title:desc\",\"p\":2,\"v\":[\"a\",\"01a1f8cc-b21e-78fa-9c8b-8f57886c2d59\"]}",
        "{\"o\":\"title:asc\",\"p\":2,\"v\":[\"a\\u0000b\",\"01a1f8cc-b21e-78fa-9c8b-8f57886c2d59\"]}",
        "{\"o\":\"title:asc\",\"p\":2,\"v\":[\"a\\ud800b\",\"01a1f8cc-b21e-78fa-9c8b-8f57886c2d59\"]}",
        "{\"o\":\"title:asc\",\"p\":2,\"v\":[\"a\",\"01a1f8cc-b21e-78fa-9c8b-8f57886c2d59\",1]}"
      })
  void aCursorThatNobodyAnsweredIsRefused(String cursor) {
    var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(UTF_8));

    var answer = ANNA.client().get("/api/v1/tasks?sort=title&cursor=" + encoded).refused(400);

    assertThat(answer.at("error/details").findValuesAsText("field")).containsOnly("cursor");
    ANNA.client().get("/api/v1/tasks?sort=title&cursor=" + encoded(cursor)).refused(400);
  }

  @ParameterizedTest
  @MethodSource("others")
  void aParameterWhereNoneIsTakenIsRefused(Operation operation) {
    var call =
        ANNA.client().call(operation.method(), operation.concretePath() + "?page=1&debug=true");
    if (operation.takesBody()) {
      call.json("{}");
    }

    call.refused(400);
  }

  @ParameterizedTest
  @MethodSource("withIds")
  void anIdThatIsNoneIsRefused(Operation operation) {
    for (var id :
        List.of(
            "1",
            "me",
            "null",
            "undefined",
            "%C2%A0",
            "01a1f8cc-b21e-78fa-9c8b-8f57886c2d5",
            "01a1f8ccb21e78fa9c8b8f57886c2d59",
            "%7B01a1f8cc-b21e-78fa-9c8b-8f57886c2d59%7D",
            "01a1f8cc-b21e-78fa-9c8b-8f57886c2d5g",
            "1-1-1-1-1",
            "%F0%9F%98%80",
            "'",
            "*",
            "01a1f8cc-b21e-78fa-9c8b-8f57886c2d59%01",
            "%2e%2e%2f",
            "a".repeat(2000))) {
      var call =
          ANNA.client().call(operation.method(), operation.path().replaceAll("\\{[^}]+}", id));
      if (operation.takesBody()) {
        call.json("{}");
      }

      var answer = call.refused(400);

      assertThat(answer.details())
          .as(answer.toString())
          .anyMatch(each -> each.endsWith("must be a UUID"));
    }
  }

  /// A number, a slug, a provider: what each may be is its own matter, that none fails is all's.
  @ParameterizedTest
  @MethodSource("withNames")
  void aNameThatNothingHasIsRefused(Operation operation) {
    for (var name :
        List.of("0", "-1", "%C2%A0", "%F0%9F%98%80", "'", "%2e%2e%2f", "a".repeat(2000))) {
      var call =
          ANNA.client().call(operation.method(), operation.path().replaceAll("\\{[^}]+}", name));
      if (operation.takesBody()) {
        call.json("{}");
      }

      assertThat(call.send().refused().status()).isIn(400, 401, 403, 404);
    }
  }

  @Test
  void anIdMayBeWrittenInCapitals() {
    var task = ANNA.addTask("Shout");

    ANNA.client()
        .get("/api/v1/tasks/" + task.text("id").toUpperCase(java.util.Locale.ROOT))
        .expect(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"1\", \"2\"",
        "W/\"1\"",
        "\"x\"",
        "\"\"",
        "\"1",
        "**",
        "\"-1\"",
        "\"99999999999999999999\""
      })
  void anEntityTagThatIsNotOursMatchesNothing(String tag) {
    var task = ANNA.addTask("Guarded").id();

    var answer =
        ANNA.client()
            .patch("/api/v1/tasks/" + task, "{\"title\":\"Changed\"}")
            .header("If-Match", tag)
            .send()
            .refused();

    assertThat(answer.status()).isIn(400, 412);
    assertThat(ANNA.client().get("/api/v1/tasks/" + task).expect(200).text("title"))
        .isEqualTo("Guarded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", " ", "\t"})
  void anIdempotencyKeyThatIsNoneIsRefused(String key) {
    ANNA.client()
        .post("/api/v1/tasks", "{\"title\":\"a\"}")
        .header("Idempotency-Key", key)
        .refused(400);
    ANNA.client()
        .post("/api/v1/tasks", "{\"title\":\"a\"}")
        .header("Idempotency-Key", "k".repeat(201))
        .refused(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "<script>", "${jndi:ldap://x}"})
  void aCorrelationIdThatIsNoneIsReplaced(String id) {
    var answer =
        TestedCell.anybody().get("/health/live").header("X-Correlation-Id", id).expect(200);

    assertThat(UUID.fromString(answer.correlationId())).isNotNull();
    assertThat(
            TestedCell.anybody()
                .get("/health/live")
                .header("X-Correlation-Id", "a".repeat(129))
                .expect(200)
                .correlationId())
        .hasSize(36);
    assertThat(
            TestedCell.anybody()
                .get("/health/live")
                .header("X-Correlation-Id", "My.id_1-2")
                .expect(200)
                .correlationId())
        .isEqualTo("My.id_1-2");
  }

  /// The organization in the path is anna's own, so that it isn't what is refused.
  private static void assertRefused(Operation list, String query, String field) {
    var own = list.at(list.path().replace("{orgId}", ANNA.organization().toString()));
    var answer = ANNA.client().get(own.concretePath(query)).refused(400);

    assertThat(answer.at("error/details").findValuesAsText("field"))
        .as(query + " " + answer)
        .containsExactly(field);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
