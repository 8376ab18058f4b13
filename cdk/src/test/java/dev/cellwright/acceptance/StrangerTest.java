package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.acceptance.Published.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Somebody of another organization sees nothing of this one: what is there and what isn't get the
/// same answer.
class StrangerTest {
  private static final String SECRET = "The vault code is 4711";

  private static final List<String> INJECTIONS =
      List.of(
          "' or '1'='1",
          "x') or true) union all select title from tasks.tasks --",
          "'; update tasks.tasks set title = 'gone'; --",
          "\\' || (select string_agg(title, ',') from tasks.tasks) || $1 || :org || %s || {0}");

  /// Some headers take no blanks.
  private static final String IN_ONE_WORD = "'||(select/**/title/**/from/**/tasks.tasks)||'";

  private static final List<String> HEADERS =
      List.of(
          "X-Correlation-Id",
          "Idempotency-Key",
          "If-Match",
          "User-Agent",
          "Cookie",
          "Accept",
          "X-Forwarded-For",
          "traceparent");

  private static final Person ANNA = Person.register("anna").found("Acme");
  private static final Person STRANGER = Person.register("stranger").found("Elsewhere");

  private static final Person INTRUDER = Person.register("intruder");

  private static UUID board = UUID.randomUUID();
  private static UUID column = UUID.randomUUID();
  private static UUID task = UUID.randomUUID();

  @BeforeAll
  static void fillTheOrganization() {
    var made =
        ANNA.client()
            .post(
                "/api/v1/boards",
                "{\"name\":\"%s\",\"columns\":[{\"name\":\"%s\"}]}".formatted(SECRET, SECRET))
            .expect(201);
    board = made.id();
    column = UUID.fromString(made.text("columns/0/id"));
    task =
        ANNA.client()
            .post(
                "/api/v1/tasks",
                "{\"title\":\"%s\",\"column_id\":\"%s\"}".formatted(SECRET, column))
            .expect(201)
            .id();
  }

  static List<Operation> operations() {
    return Published.OPERATIONS;
  }

  @Test
  void anIdInThePathLeadsNowhere() {
    var client = STRANGER.client();

    assertNobodys(task, id -> client.get("/api/v1/tasks/" + id));
    assertNobodys(task, id -> client.patch("/api/v1/tasks/" + id, "{\"title\":\"Mine\"}"));
    assertNobodys(
        task,
        id ->
            client
                .patch("/api/v1/tasks/" + id, "{\"title\":\"Mine\"}")
                .header("If-Match", "\"1\""));
    assertNobodys(task, id -> client.patch("/api/v1/tasks/" + id + "/move", "{}"));
    assertNobodys(task, id -> client.put("/api/v1/tasks/" + id + "/completion"));
    assertNobodys(task, id -> client.delete("/api/v1/tasks/" + id + "/completion"));
    assertNobodys(task, id -> client.delete("/api/v1/tasks/" + id));
    assertNobodys(board, id -> client.get("/api/v1/boards/" + id));
    assertNobodys(board, id -> client.patch("/api/v1/boards/" + id, "{\"name\":\"Mine\"}"));
    assertNobodys(board, id -> client.delete("/api/v1/boards/" + id));
    assertNobodys(
        board, id -> client.post("/api/v1/boards/" + id + "/columns", "{\"name\":\"Mine\"}"));
    assertNobodys(
        board,
        id ->
            client.patch(
                "/api/v1/boards/" + id + "/columns", "{\"columns\":[{\"name\":\"Mine\"}]}"));
    assertNobodys(board, id -> client.get("/api/v1/boards/" + id + "/columns/" + column));
    assertNobodys(
        board,
        id -> client.patch("/api/v1/boards/" + id + "/columns/" + column, "{\"name\":\"Mine\"}"));
    assertNobodys(board, id -> client.delete("/api/v1/boards/" + id + "/columns/" + column));
    assertNobodys(ANNA.organization(), id -> client.get("/api/v1/organizations/" + id));
    assertNobodys(
        ANNA.organization(),
        id -> client.patch("/api/v1/organizations/" + id, "{\"name\":\"Mine\"}"));
    assertNobodys(
        ANNA.organization(), id -> client.get("/api/v1/organizations/" + id + "/members"));
    assertNobodys(
        ANNA.organization(),
        id ->
            client.post(
                "/api/v1/organizations/" + id + "/members",
                "{\"user_id\":\"%s\",\"role\":\"admin\"}".formatted(STRANGER.id())));
    assertNobodys(
        ANNA.organization(),
        id ->
            client.patch(
                "/api/v1/organizations/" + id + "/members/" + ANNA.id(), "{\"role\":\"guest\"}"));
    assertNobodys(
        ANNA.organization(),
        id -> client.delete("/api/v1/organizations/" + id + "/members/" + ANNA.id()));
    assertNobodys(
        ANNA.organization(),
        id -> client.post("/api/v1/auth/switch", "{\"organization_id\":\"%s\"}".formatted(id)));
    assertUntouched();
  }

  @Test
  void anIdInTheBodyIsNobodys() {
    var client = STRANGER.client();
    var own = "/api/v1/tasks/" + STRANGER.addTask("Own").id();
    var ownBoard = client.post("/api/v1/boards", "{\"name\":\"Own\"}").expect(201).id();

    assertNobodys(board, id -> client.post("/api/v1/tasks", reference("board_id", id)));
    assertNobodys(column, id -> client.post("/api/v1/tasks", reference("column_id", id)));
    assertNobodys(task, id -> client.post("/api/v1/tasks", reference("parent_id", id)));
    assertNobodys(ANNA.id(), id -> client.post("/api/v1/tasks", reference("assignee_id", id)));
    assertNobodys(task, id -> client.patch(own, "{\"parent_id\":\"%s\"}".formatted(id)));
    assertNobodys(ANNA.id(), id -> client.patch(own, "{\"assignee_id\":\"%s\"}".formatted(id)));
    assertNobodys(
        column, id -> client.patch(own + "/move", "{\"column_id\":\"%s\"}".formatted(id)));
    assertNobodys(task, id -> client.patch(own + "/move", "{\"after\":\"%s\"}".formatted(id)));
    assertNobodys(task, id -> client.patch(own + "/move", "{\"before\":\"%s\"}".formatted(id)));
    assertNobodys(
        column,
        id ->
            client.patch(
                "/api/v1/boards/" + ownBoard + "/columns",
                "{\"columns\":[{\"id\":\"%s\"}]}".formatted(id)));
    assertUntouched();
  }

  @Test
  void filtersAndSearchFindNothing() {
    for (var query :
        List.of(
            "filter%5Bboard_id%5D=" + board,
            "filter%5Bcolumn_id%5D=" + column,
            "filter%5Bcreated_by%5D=" + ANNA.id(),
            "filter%5Bparent_id%5D=" + task,
            "filter%5Btitle%5D=" + encoded(SECRET),
            "filter%5Btitle.ne%5D=Own&filter%5Btitle.gte%5D=The",
            "search=" + encoded(SECRET),
            "search=vault")) {
      var list = STRANGER.client().get("/api/v1/tasks?" + query).expect(200);

      assertThat(list.at("data")).as(query).isEmpty();
      assertThat(list.at("meta/total").asInt()).as(query).isZero();
    }
    var members =
        STRANGER
            .client()
            .get("/api/v1/organizations/" + STRANGER.organization() + "/members")
            .expect(200);
    assertThat(members.at("data").findValuesAsText("user_id"))
        .containsExactly(STRANGER.id().toString());
    assertThat(STRANGER.client().get("/api/v1/organizations").expect(200).text())
        .doesNotContain(ANNA.organization().toString());
    STRANGER.client().get("/api/v1/boards/" + board + "/columns").expect(404);
  }

  /// Whatever the status: no fault, no word of the other organization, and nothing changed.
  @ParameterizedTest
  @MethodSource("operations")
  void injectedSqlDoesNothing(Operation operation) {
    var victim = operation.id().startsWith("log_out") ? Person.register("leaver") : INTRUDER;
    for (var attempt : attempts(victim.client(), operation)) {
      var answer = attempt.send();

      assertThat(answer.status()).as(answer.toString()).isLessThan(500);
      assertThat(answer.text()).doesNotContain(SECRET).doesNotContain(ANNA.id().toString());
      if (answer.status() >= 400) {
        answer.tellsNothingOfTheInside();
      }
    }
    assertUntouched();
  }

  private static List<Call> attempts(Client client, Operation operation) {
    var attempts = new ArrayList<Call>();
    for (var injection : INJECTIONS) {
      var escaped = encoded(injection);
      for (var parameter : operation.stated().path("parameters")) {
        // Of what has a form, each attempt ends the same way: one is enough.
        var free = parameter.findValue("format") == null || injection.equals(INJECTIONS.getFirst());
        if (parameter.path("in").asText().equals("query") && free) {
          var query = "?" + encoded(parameter.path("name").asText()) + "=" + escaped;
          attempts.add(call(client, operation, operation.concretePath() + query, null));
        }
      }
      var names = "?" + encoded("filter[" + injection + "]") + "=x&" + escaped + "=1";
      attempts.add(call(client, operation, operation.concretePath() + names, null));
      attempts.add(
          call(client, operation, operation.path().replaceAll("\\{[^}]+}", escaped), null));
      attempts.add(call(client, operation, operation.concretePath(), injection));
    }
    for (var header : HEADERS) {
      var value = header.equals("Cookie") ? "refresh_token=" + IN_ONE_WORD : IN_ONE_WORD;
      attempts.add(call(client, operation, operation.concretePath(), null).header(header, value));
    }
    return attempts;
  }

  /// With a body that has the shape, and this text wherever any text will do; null is an empty
  /// body.
  private static Call call(Client client, Operation operation, String path, @Nullable String text) {
    var call = client.call(operation.method(), path);
    if (!operation.takesBody()) {
      return call;
    }
    if (text == null) {
      return call.json("{}");
    }
    var body = JsonNodeFactory.instance.objectNode();
    for (var field : operation.fields().properties()) {
      var schema = Published.resolved(field.getValue());
      var type = schema.path("type").toString();
      if (schema.path("format").asText().equals("email")) {
        body.put(field.getKey(), UUID.randomUUID() + "@example.org");
      } else if (schema.has("format") || schema.has("enum") || schema.has("pattern")) {
        continue;
      } else if (type.contains("string")) {
        body.put(field.getKey(), text);
      } else if (type.contains("object")) {
        body.putObject(field.getKey()).put(text, text);
      }
    }
    return call.json(body);
  }

  private static String reference(String field, UUID id) {
    return "{\"title\":\"Mine\",\"%s\":\"%s\"}".formatted(field, id);
  }

  /// The answer to a stranger's id is the one to an id that nobody has.
  private static void assertNobodys(UUID theirs, Function<UUID, Call> call) {
    var nobodys = UUID.randomUUID();

    var answer = call.apply(theirs).send().refused();

    assertThat(answer.text()).doesNotContain(SECRET);
    assertThat(said(answer, theirs)).isEqualTo(said(call.apply(nobodys).send(), nobodys));
  }

  private static JsonNode said(Answer answer, UUID id) {
    var said =
        new Answer(
                "",
                answer.status(),
                answer.headers(),
                answer.text().replace(id.toString(), "ID").getBytes(StandardCharsets.UTF_8))
            .json();
    ((ObjectNode) said.path("error")).remove(List.of("correlationId", "timestamp"));
    ((ObjectNode) said).put("status", answer.status());
    return said;
  }

  private static void assertUntouched() {
    var now = ANNA.client().get("/api/v1/tasks/" + task).expect(200);
    assertThat(now.text("title")).isEqualTo(SECRET);
    assertThat(now.at("version").asInt()).isEqualTo(1);
    assertThat(ANNA.client().get("/api/v1/boards/" + board).expect(200).at("version").asInt())
        .isEqualTo(1);
    assertThat(ANNA.client().get("/api/v1/tasks").expect(200).at("meta/total").asInt())
        .isEqualTo(1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
