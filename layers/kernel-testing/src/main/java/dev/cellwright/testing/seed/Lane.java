package dev.cellwright.testing.seed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// The tasks that one person makes, in their order, many with a request: so how many there are says
/// which.
///
/// @param author by the number within the organization
record Lane(long seed, Place place, int author) {
  private static final int PAGE = 100;

  /// Half of what a request takes: the answer comes in good time on a busy machine too.
  private static final int AT_ONCE = 250;

  int tasks() {
    return place.plan().tasksOf(author);
  }

  /// Makes those that aren't there yet.
  ///
  /// @param found is told how many were there
  /// @param made is told how many were made
  void fill(IntConsumer found, IntConsumer made) {
    var account = place.people().get(author);
    int there = account.fresh() ? 0 : Math.min(there(account), tasks());
    found.accept(there);
    for (int number = there; number < tasks(); number += AT_ONCE) {
      int behind = Math.min(number + AT_ONCE, tasks());
      account.post("/api/v1/tasks/bulk", tasks(number, behind)).expect(201);
      made.accept(behind - number);
    }
  }

  private static int there(Account account) {
    var mine = "/api/v1/tasks?filter[created_by]=%s&limit=%d".formatted(account.id(), PAGE);
    var page = account.get(mine);
    if (!page.at("/meta/totalIsEstimate").asBoolean()) {
      return page.at("/meta/total").asInt();
    }
    // What was not counted is walked through.
    int there = page.path("data").size();
    while (page.at("/meta/cursor").isTextual()) {
      page = account.get(mine + "&cursor=" + page.at("/meta/cursor").asText());
      there += page.path("data").size();
    }
    return there;
  }

  private ObjectNode tasks(int from, int behind) {
    var body = JsonNodeFactory.instance.objectNode();
    var tasks = body.putArray("tasks");
    IntStream.range(from, behind).mapToObj(this::task).forEach(tasks::add);
    return body;
  }

  private ObjectNode task(int number) {
    var task = PlannedTask.of(seed, place.plan(), author, number);
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("title", task.title())
            .put("description", task.description())
            .put("status", task.status())
            .put("priority", task.priority())
            .put("due_date", Objects.toString(task.dueDate(), null));
    var board = task.board();
    if (board != null) {
      body.put("column_id", place.columns().get(board).get(task.column()));
    }
    var assignee = task.assignee();
    if (assignee != null) {
      body.put("assignee_id", place.people().get(assignee).id());
    }
    body.properties().removeIf(field -> field.getValue().isNull());
    return body;
  }
}
