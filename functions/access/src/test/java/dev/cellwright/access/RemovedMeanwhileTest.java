package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Somebody is removed while something is written for them, or by them: it ends as if one had come
/// after the other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovedMeanwhileTest {
  private static final int ROUNDS = 12;

  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person ada = joins(cell.register("ada"), anna, "admin");
  private final Person outsider = cell.register("ben");

  @Test
  void nothingThatIsGrantedMeanwhileIsLeft() throws Exception {
    var role = role(anna, "task:view");
    var task = task(anna);
    var team = made(anna.post("/api/v1/teams", Map.of("name", "Crew")));
    for (int i = 0; i < ROUNDS; i++) {
      var ben = joins(outsider, anna, "member");

      var answers =
          atOnce(
              () -> anna.delete(member(ben)),
              () -> grant(ada, "role", role, "assignee", user(ben)),
              () -> grant(ada, "task", task, "viewer", user(ben)),
              () ->
                  ada.post(
                      "/api/v1/teams/" + team + "/members", Map.of("user_ids", List.of(ben.id()))));

      assertThat(answers.get(0).status()).as(answers.get(0).text()).isEqualTo(204);
      assertThat(answers.get(1).status()).as(answers.get(1).text()).isIn(200, 404);
      assertThat(answers.get(2).status()).as(answers.get(2).text()).isIn(200, 404);
      assertThat(answers.get(3).status()).as(answers.get(3).text()).isIn(201, 400);
      assertThat(
              cell.database()
                  .rows(
                      "select 1 from authz.tuples where org_id = ? and subj = ?",
                      anna.organization(),
                      ben.id()))
          .as("round " + i)
          .isEmpty();
    }
  }

  @Test
  void whoIsRemovedMakesNothingAnyMore() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      var ben = joins(outsider, anna, "member");

      var answers =
          atOnce(
              () -> anna.delete(member(ben)),
              () -> ben.post("/api/v1/tasks", Map.of("title", "Last")),
              () -> ben.post("/api/v1/boards", Map.of("name", "Last")),
              () -> ben.post("/api/v1/teams", Map.of("name", "Last")));

      assertThat(answers.get(0).status()).as(answers.get(0).text()).isEqualTo(204);
      assertThat(answers.subList(1, 4))
          .allSatisfy(made -> assertThat(made.status()).as(made.text()).isIn(201, 403));
    }
  }

  @Test
  void ofTwoAdminsWhoRemoveEachOtherOneStays() throws Exception {
    var other = cell.register("ira");
    for (int i = 0; i < ROUNDS; i++) {
      var ben = joins(outsider, anna, "admin");
      var ira = joins(other, anna, "admin");

      var answers = atOnce(() -> ben.delete(member(ira)), () -> ira.delete(member(ben)));

      assertThat(answers)
          .extracting(Answer::status)
          .as("round " + i)
          .containsExactlyInAnyOrder(204, 404);
      anna.delete(member(ben));
      anna.delete(member(ira));
    }
  }

  @Test
  void whoIsDemotedMeanwhileDemotesNobodyAfterwards() throws Exception {
    var ben = joins(outsider, anna, "admin");
    var ira = joins(cell.register("ira"), anna, "admin");
    for (int i = 0; i < ROUNDS; i++) {
      var answers =
          atOnce(
              () -> ben.patch(member(ira), Map.of("role", "guest")),
              () -> ira.patch(member(ben), Map.of("role", "guest")));

      assertThat(answers)
          .extracting(Answer::status)
          .as("round " + i)
          .containsExactlyInAnyOrder(200, 403);
      anna.patch(member(ben), Map.of("role", "admin"));
      anna.patch(member(ira), Map.of("role", "admin"));
    }
    anna.delete(member(ben));
  }

  private String member(Person person) {
    return "/api/v1/organizations/" + anna.organization() + "/members/" + person.id();
  }

  @SafeVarargs
  private static List<Answer> atOnce(Callable<Answer>... calls) throws Exception {
    try (var threads = Executors.newFixedThreadPool(calls.length)) {
      return threads.invokeAll(List.of(calls)).stream().map(each -> each.resultNow()).toList();
    }
  }
}
