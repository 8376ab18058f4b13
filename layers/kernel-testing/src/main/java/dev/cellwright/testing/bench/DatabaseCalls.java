package dev.cellwright.testing.bench;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;

/// Counts what permissions cost in calls to the database, on routes of the product: a list of what
/// one may view, a thing, a change of it, and one that is refused.
record DatabaseCalls(TestCell cell) {

  /// The most that any of them made beyond its own.
  long beyondTheRequestsOwn() {
    return Math.max(ofReads(), ofCommands()) - 1;
  }

  /// The most that a list, or a thing that is shown or not there, made.
  long ofReads() {
    var anna = cell.register("anna");
    var path = "/api/v1/tasks/" + expect(201, made(anna)).at("id").asText();
    return most(
        expect(200, anna.get("/api/v1/tasks?limit=50")),
        expect(200, anna.get(path)),
        expect(404, cell.register("stranger").get(path)));
  }

  /// The most that making, changing, completing or deleting made.
  long ofCommands() {
    var anna = cell.register("anna");
    var made = expect(201, made(anna));
    var path = "/api/v1/tasks/" + made.at("id").asText();
    return most(
        made,
        expect(200, anna.patch(path, Map.of("title", "Feed both cats"))),
        expect(200, anna.put(path + "/completion", null)),
        expect(404, cell.register("stranger").delete(path)),
        expect(204, anna.delete(path)));
  }

  private static Answer made(Person anna) {
    return anna.post("/api/v1/tasks", Map.of("title", "Feed the cat"));
  }

  private long most(Answer... answers) {
    return List.of(answers).stream().mapToLong(cell::databaseCallsOf).max().orElseThrow();
  }

  private static Answer expect(int status, Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException("expected %d: %s".formatted(status, answer));
    }
    return answer;
  }
}
