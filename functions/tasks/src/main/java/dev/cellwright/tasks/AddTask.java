package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.ArrayList;
import java.util.Objects;

/// Makes a task. One that names a column stands at that column's end.
final class AddTask {

  sealed interface Outcome {
    record Added(Task task) implements Outcome {}

    record NoSuchBoard() implements Outcome {}

    record NoSuchColumn() implements Outcome {}

    record BoardForbidden() implements Outcome {}

    record NoSuchParent() implements Outcome {}

    record ParentForbidden() implements Outcome {}

    record NoSuchAssignee() implements Outcome {}
  }

  private final Database database;
  private final Ids ids;

  AddTask(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Outcome add(NewTask task) {
    var id = ids.next();
    var steps = new ArrayList<Step>();
    if (task.columnId() != null) {
      steps.add(TaskStore.lockColumn(task.columnId(), task.boardId()));
    } else if (task.boardId() != null) {
      steps.add(TaskStore.liveBoard(task.boardId()));
    }
    if (task.parentId() != null) {
      steps.add(TaskStore.liveParent(task.parentId()));
    }
    if (task.assigneeId() != null) {
      steps.add(TaskStore.isMember(task.assigneeId()));
    }
    steps.add(TaskStore.add(id, task));
    int added = steps.size() - 1;
    steps.add(
        Step.event(
            "task.created",
            id,
            added,
            JsonNodeFactory.instance
                .objectNode()
                .put("title", task.title())
                .put("column_id", Objects.toString(task.columnId(), null))
                .put("parent_id", Objects.toString(task.parentId(), null))
                .put("assignee_id", Objects.toString(task.assigneeId(), null))));

    var outcome = database.run(new Command(steps).holding(task.assigneeId()));
    return switch (outcome.ending()) {
      case null -> new Outcome.Added(outcome.row(added, Task.class));
      case "no_such_board" -> new Outcome.NoSuchBoard();
      case "no_such_column" -> new Outcome.NoSuchColumn();
      case "board_forbidden" -> new Outcome.BoardForbidden();
      case "no_such_parent" -> new Outcome.NoSuchParent();
      case "parent_forbidden" -> new Outcome.ParentForbidden();
      case "no_such_assignee" -> new Outcome.NoSuchAssignee();
      default -> throw outcome.unexpected();
    };
  }
}
