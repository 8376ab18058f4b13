package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The OpenID AuthZEN Authorization API 1.0.
class AuthZenTest {
  private static final String ONE = "/access/v1/evaluation";
  private static final String MANY = "/access/v1/evaluations";

  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void anEvaluationIsDecided() {
    var body =
        """
        {"subject": {"type": "user", "id": "%s", "properties": {"department": "Sales"}},
         "action": {"name": "edit", "properties": {"method": "GET"}},
         "resource": {"type": "task", "id": "%s", "properties": {}, "later": 1},
         "context": {"time": "2026-01-01T00:00:00Z"}, "later": {"x": 1}}
        """
            .formatted(anna.id(), task(anna));

    var answer = anna.post(ONE, body, "X-Request-ID", "bfe9eb29-ab87");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"decision\":true}");
    assertThat(answer.header("X-Request-ID")).isEqualTo("bfe9eb29-ab87");
    assertThat(cell.databaseCallsOf(answer)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "user, fly, task", "user, view, document", "robot, view, task", "user, owner, user",
  })
  void whatTheModelDoesNotHaveIsDenied(String subject, String action, String resource) {
    var answer =
        anna.post(ONE, evaluation(subject, anna.id().toString(), action, resource, task(anna)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("decision").asBoolean(true)).isFalse();
  }

  @Test
  void idsThatAreNoneOfOursAreDenied() {
    assertThat(
            anna.post(ONE, evaluation("user", "alice@acmecorp.com", "view", "task", task(anna)))
                .at("decision")
                .asBoolean(true))
        .isFalse();
    assertThat(
            anna.post(ONE, evaluation("user", anna.id().toString(), "view", "task", "123"))
                .at("decision")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void anyMemberIsToldOfWhatTheyMaySee() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var task = task(anna);
    var asked = evaluation("user", ben.id().toString(), "view", "task", task);

    assertThat(ben.post(ONE, asked).at("decision").asBoolean(true)).isFalse();
    grant(anna, "task", task, "viewer", user(ben));
    assertThat(ben.post(ONE, asked).at("decision").asBoolean()).isTrue();
    assertThat(anna.post(ONE, asked).at("decision").asBoolean()).isTrue();
    var others = evaluation("user", anna.id().toString(), "view", "task", task);
    assertThat(ben.post(ONE, others).at("decision").asBoolean(true)).isFalse();
    assertThat(cell.register("stranger").post(ONE, asked).at("decision").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"subject\": {\"type\": \"user\"}, \"action\": {\"name\": \"a\"}, \"resource\": {\"type\": \"a\", \"id\": \"b\"}}",
        "{\"subject\": {\"type\": \"user\", \"id\": \"1\"}, \"action\": \"a\", \"resource\": {\"type\": \"a\", \"id\": \"b\"}}",
        "{\"action\": {\"name\": \"a\"}, \"resource\": {\"type\": \"a\", \"id\": \"b\"}}",
      })
  void anEvaluationThatIsNotWholeIsRefused(String body) {
    assertThat(anna.post(ONE, body).status()).isEqualTo(400);
    assertThat(anna.post(MANY, body).status()).isEqualTo(400);
  }

  @Test
  void severalAreDecidedInOrderWithDefaults() {
    var task = task(anna);

    var answer = anna.post(MANY, evaluations(task, "execute_all"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"evaluations\":[{\"decision\":true},{\"decision\":false},{\"decision\":true}]}");
    assertThat(cell.databaseCallsOf(answer)).isEqualTo(1);
  }

  @Test
  void theyMayStopAtTheFirstDenialOrPermission() {
    var task = task(anna);

    assertThat(anna.post(MANY, evaluations(task, "deny_on_first_deny")).at("evaluations"))
        .hasSize(2);
    assertThat(anna.post(MANY, evaluations(task, "permit_on_first_permit")).at("evaluations"))
        .hasSize(1);
    assertThat(anna.post(MANY, evaluations(task, "guess")).status()).isEqualTo(400);
  }

  @Test
  void withoutEvaluationsTheRequestIsOne() {
    var answer =
        anna.post(MANY, evaluation("user", anna.id().toString(), "view", "task", task(anna)));

    assertThat(answer.text()).isEqualTo("{\"decision\":true}");
  }

  @Test
  void anybodyReadsWhereEvaluationsAreDecided() {
    var configuration = cell.anonymous().get("/.well-known/authzen-configuration");

    assertThat(configuration.status()).isEqualTo(200);
    var point = configuration.at("policy_decision_point").asText();
    assertThat(point).startsWith("http").doesNotEndWith("/");
    assertThat(configuration.at("access_evaluation_endpoint").asText()).isEqualTo(point + ONE);
    assertThat(configuration.at("access_evaluations_endpoint").asText()).isEqualTo(point + MANY);
    assertThat(cell.databaseCallsOf(configuration)).isZero();
  }

  @Test
  void itIsForMembersOnly() {
    assertThat(cell.anonymous().post(ONE, "{}").status()).isEqualTo(401);
  }

  private Map<String, Object> evaluations(String task, String semantic) {
    return Map.of(
        "subject",
        Map.of("type", "user", "id", anna.id()),
        "resource",
        Map.of("type", "task", "id", task),
        "evaluations",
        List.of(
            Map.of("action", Map.of("name", "view")),
            Map.of("action", Map.of("name", "fly")),
            Map.of("action", Map.of("name", "edit"))),
        "options",
        Map.of("evaluations_semantic", semantic, "later", true));
  }

  private static Map<String, Object> evaluation(
      String subject, String id, String action, String resource, String resourceId) {
    return Map.of(
        "subject", Map.of("type", subject, "id", id),
        "action", Map.of("name", action),
        "resource", Map.of("type", resource, "id", resourceId));
  }
}
