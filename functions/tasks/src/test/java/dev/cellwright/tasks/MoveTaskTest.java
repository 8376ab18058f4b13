package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MoveTaskTest {
  private final TestCell cell = TestCell.with("tasks");

  @Test
  void aTaskGoesBetweenTheNeighboursNamed() {
    var anna = cell.register("anna");
    var board = TestingTasks.board(anna, "To do", "Done");
    var todo = board.at("/columns/0/id").asText();
    var done = board.at("/columns/1/id").asText();
    var first = TestingTasks.taskIn(anna, done, "first");
    var second = TestingTasks.taskIn(anna, done, "second");
    var moving = TestingTasks.taskIn(anna, todo, "moving");

    var moved =
        anna.patch(
            "/api/v1/tasks/" + moving + "/move",
            Map.of("column_id", done, "after", first, "before", second));

    assertThat(moved.status()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(moved)).isEqualTo(1);
    assertThat(TestingTasks.titlesIn(anna, done)).containsExactly("first", "moving", "second");
    assertThat(TestingTasks.titlesIn(anna, todo)).isEmpty();
  }

  @Test
  void oneNeighbourOrNoneIsEnough() {
    var anna = cell.register("anna");
    var column = TestingTasks.board(anna, "To do").at("/columns/0/id").asText();
    var a = TestingTasks.taskIn(anna, column, "a");
    var b = TestingTasks.taskIn(anna, column, "b");
    var c = TestingTasks.taskIn(anna, column, "c");

    anna.patch("/api/v1/tasks/" + c + "/move", Map.of("before", a));
    assertThat(TestingTasks.titlesIn(anna, column)).containsExactly("c", "a", "b");

    anna.patch("/api/v1/tasks/" + c + "/move", Map.of("after", a));
    assertThat(TestingTasks.titlesIn(anna, column)).containsExactly("a", "c", "b");

    anna.patch("/api/v1/tasks/" + a + "/move", Map.of("column_id", column));
    assertThat(TestingTasks.titlesIn(anna, column)).containsExactly("c", "b", "a");
    assertThat(b).isNotNull();
  }

  @Test
  void aGapThatIsGoneShowsWhatStandsThereNow() {
    var anna = cell.register("anna");
    var column = TestingTasks.board(anna, "To do").at("/columns/0/id").asText();
    var a = TestingTasks.taskIn(anna, column, "a");
    TestingTasks.taskIn(anna, column, "came between");
    var b = TestingTasks.taskIn(anna, column, "b");
    var moving = TestingTasks.task(anna, "moving").at("/id").asText();

    var refused =
        anna.patch(
            "/api/v1/tasks/" + moving + "/move",
            Map.of("column_id", column, "after", a, "before", b));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("error/current/column_id").asText()).isEqualTo(column);
    assertThat(refused.at("error/current/tasks").valueStream().map(t -> t.at("/title").asText()))
        .containsExactly("a", "came between", "b");
    assertThat(anna.get("/api/v1/tasks/" + moving).at("column_id").isNull()).isTrue();
  }

  @Test
  void manyMoversAtOnceLeaveEveryTaskAPlaceOfItsOwn() throws Exception {
    var anna = cell.register("anna");
    var column = TestingTasks.board(anna, "To do").at("/columns/0/id").asText();
    var anchor = TestingTasks.taskIn(anna, column, "anchor");
    var tasks =
        IntStream.range(0, 12).mapToObj(i -> TestingTasks.taskIn(anna, column, "t" + i)).toList();

    try (var movers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var task : tasks) {
        movers.submit(() -> anna.patch("/api/v1/tasks/" + task + "/move", Map.of("after", anchor)));
      }
    }

    var listed = anna.get("/api/v1/tasks?sort=position&limit=100&filter%5Bcolumn_id%5D=" + column);
    var positions =
        listed.at("data").valueStream().map(task -> task.at("/position").asText()).toList();
    assertThat(positions).hasSize(13).doesNotHaveDuplicates();
    assertThat(listed.at("data/0/id").asText()).isEqualTo(anchor);
  }

  @Test
  void addingMovingAndReorderingAtOnceDoNotWaitForEachOther() throws Exception {
    var anna = cell.register("anna");
    var board = TestingTasks.board(anna, "a", "b");
    var columns = "/api/v1/boards/" + board.at("/id").asText() + "/columns";
    var a = board.at("/columns/0/id").asText();
    var b = board.at("/columns/1/id").asText();
    var task = TestingTasks.taskIn(anna, a, "moving");
    var before = deadlocks();

    var answers = new ConcurrentLinkedQueue<Answer>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        var order = i % 2 == 0 ? List.of(Map.of("id", b)) : List.of(Map.of("id", a));
        var target = i % 2 == 0 ? a : b;
        clients.submit(
            () -> answers.add(anna.post("/api/v1/tasks", Map.of("title", "t", "column_id", a))));
        clients.submit(() -> answers.add(anna.patch(columns, Map.of("columns", order))));
        clients.submit(() ->
            answers.add(
                anna.patch("/api/v1/tasks/" + task + "/move", Map.of("column_id", target))));
      }
    }

    assertThat(answers).hasSize(30).allSatisfy(each -> assertThat(each.status()).isLessThan(300));
    assertThat(deadlocks()).isEqualTo(before);
  }

  private int deadlocks() {
    return cell.database()
        .rows("select deadlocks from pg_stat_database where datname = current_database()")
        .getFirst()
        .at("/deadlocks")
        .asInt();
  }
}
