package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.acceptance.Published.Operation;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A read is one call of the database and a command is one, whatever comes of it.
class OneCallTest {
  private static Person anna = Person.register("anna");

  @BeforeAll
  static void fillTheOrganization() {
    anna = anna.found("Acme");
    anna.addTask("Water the plants");
  }

  static List<Operation> operations() {
    return Published.OPERATIONS.stream()
        .filter(each -> !Tour.ELSEWHERE.contains(each.id()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void eachOperationMakesOneCall(Operation operation) {
    var calls = databaseCalls(Tour.answer(operation.id()));

    switch (operation.id()) {
      case "openapi",
          "asyncapi",
          "docs",
          "show_authzen_configuration",
          "show_token_keys",
          "list_event_types" ->
          assertThat(calls).isEmpty();
      case String id when id.startsWith("health_live") -> assertThat(calls).isEmpty();
      // A password is checked between reading and writing.
      case "log_in", "transfer_ownership" -> assertThat(calls).hasSize(2);
      // The receiver is called between signing and noting.
      case "test_webhook" -> assertThat(calls).hasSize(2);
      // A text is tried with the samples of its kind before it is kept, and read before it is sent.
      case "put_email_template", "test_email_template" -> assertThat(calls).hasSize(2);
      // Asking for the feed first opens a room.
      case "read_feed" -> assertThat(calls).hasSize(2);
      default -> assertThat(calls).containsExactly("ExecuteStatement");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=100&sort=title:desc,created_at",
        "?search=water%20pla",
        "?filter%5Bstatus%5D=todo,done&filter%5Bcreated_at.gt%5D=2020-01-01T00:00:00Z&page=3",
        "?search=nothing&filter%5Bdue_date.set%5D=true&sort=due_date"
      })
  void aListIsOneCallHoweverItIsAskedFor(String query) {
    assertIsOneCall(anna.client().get("/api/v1/tasks" + query).expect(200));
  }

  @Test
  void aRefusalByTheDatabaseIsOneCall() {
    var task = anna.addTask("Old");
    var path = "/api/v1/tasks/" + task.id();
    anna.client().patch(path, "{\"title\":\"New\"}").expect(200);
    var guest = Person.register("ben");
    anna.admit(guest, "guest");
    var theirs = guest.switchTo(anna.organization()).client();

    assertIsOneCall(anna.client().get("/api/v1/tasks/" + UUID.randomUUID()).refused(404));
    assertIsOneCall(
        anna.client()
            .patch(path, "{\"title\":\"Newer\"}")
            .header("If-Match", "\"1\"")
            .refused(412));
    assertIsOneCall(theirs.patch(path, "{\"title\":\"Mine\"}").refused(404));
    assertIsOneCall(theirs.post("/api/v1/tasks", "{\"title\":\"Mine\"}").refused(403));
    assertIsOneCall(
        anna.client()
            .post(
                "/api/v1/tasks",
                "{\"title\":\"a\",\"column_id\":\"%s\"}".formatted(UUID.randomUUID()))
            .refused(400));
  }

  @Test
  void aRepeatedCommandIsOneCall() {
    var key = UUID.randomUUID().toString();
    var body = "{\"title\":\"Once\"}";

    for (var i = 0; i < 2; i++) {
      assertIsOneCall(
          anna.client().post("/api/v1/tasks", body).header("Idempotency-Key", key).expect(201));
    }
  }

  @Test
  void whatIsNotInShapeNeverReachesTheDatabase() {
    assertThat(databaseCalls(anna.client().post("/api/v1/tasks", "{\"titel\":1}").refused(400)))
        .isEmpty();
    assertThat(databaseCalls(anna.client().get("/api/v1/tasks?page=-1").refused(400))).isEmpty();
    assertThat(databaseCalls(TestedCell.anybody().get("/api/v1/tasks").refused(401))).isEmpty();
  }

  private static void assertIsOneCall(Answer answer) {
    assertThat(databaseCalls(answer)).as(answer.toString()).containsExactly("ExecuteStatement");
  }

  private static List<String> databaseCalls(Answer answer) {
    return TestedCell.callsTo("rds-data", answer.correlationId());
  }
}
