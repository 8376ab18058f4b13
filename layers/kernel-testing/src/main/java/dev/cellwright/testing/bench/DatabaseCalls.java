package dev.cellwright.testing.bench;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;

/// Counts what permissions cost in calls to the database, on routes of the product: a list of what
/// one may view, a thing, a change of it, and one that is refused.
record DatabaseCalls(TestCell cell) {

  /// The most that any of them made beyond its own.
  long beyondTheRequestsOwn() {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    var made = anna.post("/api/v1/tasks", Map.of("title", "Feed the cat"));
    var path = "/api/v1/tasks/" + made.at("id").asText();
    return List.of(
            expect(201, made),
            expect(200, anna.get("/api/v1/tasks?limit=50")),
            expect(200, anna.get(path)),
            expect(200, anna.patch(path, Map.of("title", "Feed both cats"))),
            expect(404, stranger.get(path)))
        .stream()
        .mapToLong(answer -> cell.databaseCallsOf(answer) - 1)
        .max()
        .orElseThrow();
  }

  private static Answer expect(int status, Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException("expected %d: %s".formatted(status, answer));
    }
    return answer;
  }
}
