package dev.cellwright.tasks;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes many tasks in one command, all or none, each as [AddTask] would. Those of a column stand
/// at its end in the order in which they are given.
final class AddTasks {

  /// What refers to nothing is told of every task, by its place in what was given; what is
  /// forbidden, of the first.
  sealed interface Outcome {
    record Added(List<AddedTasks.Added> tasks) implements Outcome {}

    record NoSuchBoard(List<Integer> places) implements Outcome {}

    record NoSuchColumn(List<Integer> places) implements Outcome {}

    record BoardForbidden(int place) implements Outcome {}

    record NoSuchParent(List<Integer> places) implements Outcome {}

    record ParentForbidden(int place) implements Outcome {}

    record NoSuchAssignee(List<Integer> places) implements Outcome {}
  }

  private final Database database;
  private final Ids ids;

  AddTasks(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Outcome add(List<NewTask> tasks) {
    var steps = new ArrayList<Step>();
    if (any(tasks, NewTask::columnId) || any(tasks, NewTask::boardId)) {
      steps.add(ManyTasksStore.places(tasks));
    }
    if (any(tasks, NewTask::parentId)) {
      steps.add(ManyTasksStore.parents(tasks));
    }
    if (any(tasks, NewTask::assigneeId)) {
      steps.add(ManyTasksStore.assignees(tasks));
    }
    int added = steps.size();
    steps.add(ManyTasksStore.add(ids.next(tasks.size()), tasks));
    steps.add(Step.events("task.created", added));

    var outcome = database.run(new Command(steps).holding(assignees(tasks)));
    if (outcome.ending() == null) {
      return new Outcome.Added(outcome.rows(added, AddedTasks.Added.class));
    }
    var places = outcome.endingRows(Wrong.class).stream().map(Wrong::place).toList();
    return switch (outcome.ending()) {
      case "no_such_board" -> new Outcome.NoSuchBoard(places);
      case "no_such_column" -> new Outcome.NoSuchColumn(places);
      case "board_forbidden" -> new Outcome.BoardForbidden(places.getFirst());
      case "no_such_parent" -> new Outcome.NoSuchParent(places);
      case "parent_forbidden" -> new Outcome.ParentForbidden(places.getFirst());
      case "no_such_assignee" -> new Outcome.NoSuchAssignee(places);
      default -> throw outcome.unexpected();
    };
  }

  /// A task that can't be made.
  ///
  /// @param place in what was given, from 0
  private record Wrong(int place) {}

  private static boolean any(List<NewTask> tasks, Function<NewTask, @Nullable UUID> reference) {
    return tasks.stream().map(reference).anyMatch(Objects::nonNull);
  }

  private static List<UUID> assignees(List<NewTask> tasks) {
    return tasks.stream().map(NewTask::assigneeId).filter(Objects::nonNull).distinct().toList();
  }
}
