package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths, status codes and error bodies.
class TaskRoutesTest {
  private final TestCell cell = TestCell.with("tasks");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "1",
        "\"title\"",
        "{}",
        "{\"title\": 1}",
        "{\"title\": \"\"}",
        "{\"title\": null}",
        "{\"title\": \"a\", \"nope\": 1}",
        "{\"title\": \"a\"} x",
        "{\"title\": \"a\", \"title\": \"b\"}",
        "{\"title\": \"a\\u0000b\"}",
        "{\"title\": \"\\ud800\"}",
        "{\"title\": \"a\", \"status\": \"nope\"}",
        "{\"title\": \"a\", \"due_date\": \"tomorrow\"}",
        "{\"title\": \"a\", \"board_id\": \"1\"}",
        "{\"title\": \"a\", \"metadata\": []}",
        "{\"title\": \"a\", \"completed_at\": null}"
      })
  void aBodyOfTheWrongShapeIsRefusedWithAReason(String body) {
    var anna = cell.register("anna");

    var refused = anna.post("/api/v1/tasks", body);

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("VALIDATION_ERROR");
    assertThat(refused.at("error/details/0/message").asText()).isNotBlank();
    assertThat(refused.at("error/correlationId").asText()).isEqualTo(refused.correlationId());
    assertThat(cell.databaseCallsOf(refused)).isZero();
  }

  @Test
  void textsAreBoundedInCharactersAndBytes() {
    var anna = cell.register("anna");

    assertThat(anna.post("/api/v1/tasks", Map.of("title", "🐈".repeat(500))).status())
        .isEqualTo(201);
    assertThat(anna.post("/api/v1/tasks", Map.of("title", "a".repeat(501))).status())
        .isEqualTo(400);
    assertThat(
            anna.post("/api/v1/tasks", Map.of("title", "a", "description", "ä".repeat(16_384)))
                .status())
        .isEqualTo(201);
    assertThat(
            anna.post("/api/v1/tasks", Map.of("title", "a", "description", "ä".repeat(16_385)))
                .status())
        .isEqualTo(400);
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    var anna = cell.register("anna");
    var body = "{\"title\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(anna.post("/api/v1/tasks", body).status()).isEqualTo(400);
  }

  @Test
  void pathsMethodsAndMediaTypesAreChecked() {
    var anna = cell.register("anna");

    assertThat(anna.get("/api/v1/tasks/nope").status()).isEqualTo(400);
    assertThat(anna.get("/api/v1/tasks/nope").at("error/details/0/field").asText()).isEqualTo("id");
    assertThat(
            anna.post(
                    "/api/v1/tasks", "title=a", "Content-Type", "application/x-www-form-urlencoded")
                .status())
        .isEqualTo(415);
    assertThat(anna.get("/api/v1/tasks/00000000-0000-0000-0000-000000000000").status())
        .isEqualTo(404);
  }

  @Test
  void nobodyGetsInWithoutAToken() {
    var anonymous = cell.anonymous();

    var refused = anonymous.get("/api/v1/tasks");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo("UNAUTHENTICATED");
    assertThat(cell.databaseCallsOf(refused)).isZero();
    assertThat(cell.bearing("e30.e30.e30").get("/api/v1/tasks").status()).isEqualTo(401);
  }

  @Test
  void whoAsksForProblemJsonGetsIt() {
    var anna = cell.register("anna");

    var refused =
        anna.get(
            "/api/v1/tasks/00000000-0000-0000-0000-000000000000",
            "Accept",
            "application/problem+json");

    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.at("status").asInt()).isEqualTo(404);
    assertThat(refused.at("title").asText()).isEqualTo("Not Found");
  }
}
