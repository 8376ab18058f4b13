package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who of the five tiers may do what with a board, by how they stand to it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardTiersTest {
  private final TestCell cell = TestCell.with("tasks");
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Person anna = cell.register("anna");
  private final Person mia = TestingTasks.joining(cell, anna, "mia", "member");

  @BeforeAll
  void join() {
    for (var tier : List.of("guest", "member", "manager", "admin")) {
      people.put(tier, TestingTasks.joining(cell, anna, tier, tier));
    }
    people.put("owner", anna);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      // view, its columns, edit, put a task on it, open or close it, delete
      value = {
        "open    | guest   | 404 404 404 403 404 404",
        "open    | member  | 200 200 200 201 403 403",
        "open    | manager | 200 200 200 201 200 204",
        "open    | admin   | 200 200 200 201 200 204",
        "open    | owner   | 200 200 200 201 200 204",
        "closed  | guest   | 404 404 404 403 404 404",
        "closed  | member  | 404 404 404 400 404 404",
        "closed  | manager | 200 200 200 201 200 204",
        "closed  | admin   | 200 200 200 201 200 204",
        "closed  | owner   | 200 200 200 201 200 204",
        "let see | guest   | 200 200 403 403 403 403",
        "let see | member  | 200 200 403 403 403 403",
        "let edit| guest   | 200 200 200 403 403 403",
        "let edit| member  | 200 200 200 201 403 403",
        "team    | member  | 200 200 200 201 403 403",
        "owns it | guest   | 200 200 200 403 200 204",
        "owns it | member  | 200 200 200 201 200 204"
      })
  void byHowTheyStandToIt(String standing, String tier, String answers) {
    var person = Objects.requireNonNull(people.get(tier));
    var made =
        standing.equals("open")
            ? TestingTasks.board(mia, "To do")
            : TestingTasks.privateBoard(mia, standing);
    var board = made.at("/id").asText();
    stand(standing, board, person);
    var path = "/api/v1/boards/" + board;
    var column = path + "/columns/" + made.at("/columns/0/id").asText();
    var other = standing.equals("open") ? "private" : "organization";

    var statuses =
        List.of(
            person.get(path).status(),
            person.get(column).status(),
            person.patch(path, Map.of("name", "Renamed")).status(),
            person.post("/api/v1/tasks", Map.of("title", "New", "board_id", board)).status(),
            person.patch(path, Map.of("visibility", other)).status(),
            person.delete(path).status());

    assertThat(statuses.stream().map(String::valueOf).toList())
        .containsExactlyElementsOf(List.of(answers.split(" ")));
  }

  private void stand(String standing, String board, Person person) {
    switch (standing) {
      case "let see" ->
          TestingTasks.grant(cell, anna, "board", board, "viewer", "user", person.id());
      case "let edit" ->
          TestingTasks.grant(cell, anna, "board", board, "editor", "user", person.id());
      case "team" ->
          TestingTasks.grant(
              cell,
              anna,
              "board",
              board,
              "editor",
              "team#member",
              TestingTasks.teamOf(anna, person));
      case "owns it" ->
          assertThat(mia.patch("/api/v1/boards/" + board, Map.of("owner_id", person.id())).status())
              .isEqualTo(200);
      default -> assertThat(standing).isIn("open", "closed");
    }
  }

  @Test
  void aListHoldsTheBoardsThatItsReaderMayOpen() {
    var reader = TestingTasks.joining(cell, anna, "reader", "member");
    var open = TestingTasks.board(mia).at("/id").asText();
    var closed = TestingTasks.privateBoard(mia, "Closed").at("/id").asText();
    var granted = TestingTasks.privateBoard(mia, "Granted").at("/id").asText();
    TestingTasks.grant(cell, anna, "board", granted, "viewer", "user", reader.id());

    var listed = reader.get("/api/v1/boards?limit=100");

    assertThat(listed.at("data").valueStream().map(each -> each.at("/id").asText()))
        .contains(open, granted)
        .doesNotContain(closed);
    assertThat(cell.databaseCallsOf(listed)).isOne();
  }
}
