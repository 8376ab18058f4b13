package dev.cellwright.tasks;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.FieldError;
import java.util.List;

/// Every path about tasks, and what each ending says over HTTP.
final class TaskRoutes {
  static final List<Route<TaskRoutes>> ROUTES =
      List.of(
          Route.<TaskRoutes>post("/api/v1/tasks")
              .named("add_task", "Make a task")
              .asks("task.create")
              .takes(NewTask.class)
              .answers(201, Task.class)
              .guarded()
              .by(TaskRoutes::add),
          Route.<TaskRoutes>post("/api/v1/tasks/bulk")
              .named("add_tasks", "Make many tasks, all or none")
              .asks("task.create")
              .takes(NewTasks.class)
              .answers(201, AddedTasks.class)
              .rate(RateClass.BULK)
              .by(TaskRoutes::addAll),
          Route.<TaskRoutes>get("/api/v1/tasks")
              .named("list_tasks", "List tasks")
              .asks("task.view")
              .lists(TaskStore.TASKS)
              .by(TaskRoutes::list),
          Route.<TaskRoutes>get("/api/v1/tasks/{id}")
              .named("show_task", "Read a task")
              .asks("task.view")
              .on("id")
              .answers(Task.class)
              .guarded()
              .by(TaskRoutes::show),
          Route.<TaskRoutes>patch("/api/v1/tasks/{id}")
              .named("change_task", "Change a task")
              .asks("task.view")
              .on("id")
              .takes(TaskPatch.class)
              .answers(Task.class)
              .guarded()
              .by(TaskRoutes::change),
          Route.<TaskRoutes>patch("/api/v1/tasks/{id}/move")
              .named("move_task", "Move a task within or between columns")
              .asks("task.edit")
              .on("id")
              .takes(Move.class)
              .answers(Task.class)
              .guarded()
              .by(TaskRoutes::move),
          Route.<TaskRoutes>put("/api/v1/tasks/{id}/completion")
              .named("complete_task", "Complete a task")
              .asks("task.edit")
              .on("id")
              .answers(Task.class)
              .guarded()
              .by(TaskRoutes::complete),
          Route.<TaskRoutes>delete("/api/v1/tasks/{id}/completion")
              .named("reopen_task", "Reopen a task")
              .asks("task.edit")
              .on("id")
              .answers(Task.class)
              .guarded()
              .by(TaskRoutes::reopen),
          Route.<TaskRoutes>delete("/api/v1/tasks/{id}")
              .named("delete_task", "Move a task to the trash")
              .asks("task.delete")
              .on("id")
              .answersNothing(204)
              .guarded()
              .by(TaskRoutes::delete));

  private static final String NO_BOARD = "is not a board of this organization";
  private static final String NO_COLUMN = "is not a column of this board";
  private static final String NO_PARENT = "is not a task of this organization";
  private static final String NO_MEMBER = "is not a member of this organization";

  private final AddTask addTask;
  private final AddTasks addTasks;
  private final ListTasks listTasks;
  private final ShowTask showTask;
  private final ChangeTask changeTask;
  private final MoveTask moveTask;
  private final CompleteTask completeTask;
  private final ReopenTask reopenTask;
  private final DeleteTask deleteTask;

  TaskRoutes(Kernel kernel) {
    var database = kernel.database();
    addTask = new AddTask(database, kernel.ids());
    addTasks = new AddTasks(database, kernel.ids());
    listTasks = new ListTasks(database);
    showTask = new ShowTask(database);
    changeTask = new ChangeTask(database);
    moveTask = new MoveTask(database);
    completeTask = new CompleteTask(database);
    reopenTask = new ReopenTask(database);
    deleteTask = new DeleteTask(database);
  }

  private Response add(Request request) {
    return switch (addTask.add(request.body(NewTask.class))) {
      case AddTask.Outcome.Added(var task) ->
          Response.created(task, "/api/v1/tasks/" + task.id()).version(task.version());
      case AddTask.Outcome.NoSuchBoard() -> Response.invalid("board_id", NO_BOARD);
      case AddTask.Outcome.NoSuchColumn() -> Response.invalid("column_id", NO_COLUMN);
      case AddTask.Outcome.BoardForbidden() -> boardForbidden();
      case AddTask.Outcome.NoSuchParent() -> Response.invalid("parent_id", NO_PARENT);
      case AddTask.Outcome.ParentForbidden() -> parentForbidden();
      case AddTask.Outcome.NoSuchAssignee() -> Response.invalid("assignee_id", NO_MEMBER);
    };
  }

  private Response addAll(Request request) {
    return switch (addTasks.add(request.body(NewTasks.class).tasks())) {
      case AddTasks.Outcome.Added(var tasks) ->
          Response.created(new AddedTasks(tasks), "/api/v1/tasks");
      case AddTasks.Outcome.NoSuchBoard(var places) -> invalid(places, "board_id", NO_BOARD);
      case AddTasks.Outcome.NoSuchColumn(var places) -> invalid(places, "column_id", NO_COLUMN);
      case AddTasks.Outcome.BoardForbidden(var place) ->
          Response.forbidden(
              "You may see the board of tasks[" + place + "], but not put tasks on it");
      case AddTasks.Outcome.NoSuchParent(var places) -> invalid(places, "parent_id", NO_PARENT);
      case AddTasks.Outcome.ParentForbidden(var place) ->
          Response.forbidden(
              "You may see the task of which tasks["
                  + place
                  + "] is to be a part, but not give it"
                  + " parts");
      case AddTasks.Outcome.NoSuchAssignee(var places) -> invalid(places, "assignee_id", NO_MEMBER);
    };
  }

  /// @param places of the tasks that are wrong, in the request's list
  private static Response invalid(List<Integer> places, String field, String message) {
    return new Response.Invalid(
        places.stream()
            .map(place -> new FieldError("tasks[" + place + "]." + field, message))
            .toList());
  }

  private Response list(Request request) {
    return Response.page(listTasks.list(request.page()));
  }

  private Response show(Request request) {
    return switch (showTask.show(request.id("id"))) {
      case ShowTask.Outcome.Shown(var task) -> answer(task);
      case ShowTask.Outcome.NotFound(var id) -> Response.notFound("task", id);
    };
  }

  private Response change(Request request) {
    return switch (changeTask.change(
        request.id("id"), request.body(TaskPatch.class), request.ifMatch())) {
      case ChangeTask.Outcome.Changed(var task) -> answer(task);
      case ChangeTask.Outcome.ChangedSince() -> Response.changedSince("task");
      case ChangeTask.Outcome.MetadataTooLarge() ->
          Response.invalid("metadata", "would have more than 16384 bytes with what is there");
      case ChangeTask.Outcome.NoSuchParent() ->
          Response.invalid("parent_id", "is not a task, or is this task or a part of it");
      case ChangeTask.Outcome.ParentForbidden() -> parentForbidden();
      case ChangeTask.Outcome.PuttingUnderForbidden() ->
          Response.forbidden(
              "A part goes to the trash with its whole: only who may share this task puts it under"
                  + " another");
      case ChangeTask.Outcome.NoSuchAssignee() -> Response.invalid("assignee_id", NO_MEMBER);
      case ChangeTask.Outcome.EditingForbidden() -> lacking("task.edit");
      case ChangeTask.Outcome.AssigningForbidden() -> lacking("task.assign");
      case ChangeTask.Outcome.NoSuchOwner() -> Response.invalid("owner_id", NO_MEMBER);
      case ChangeTask.Outcome.HandingOverForbidden() -> lacking("task.share");
      case ChangeTask.Outcome.TakingForbidden() ->
          Response.forbidden(
              "You may change this task by a custom role alone, and what a role gives you ends with"
                  + " the role: you can't take it, unless the role lets you assign every task");
      case ChangeTask.Outcome.TakingOverForbidden() -> BoardRoutes.takingOverForbidden();
      case ChangeTask.Outcome.NotFound(var id) -> Response.notFound("task", id);
    };
  }

  private Response move(Request request) {
    return switch (moveTask.move(request.id("id"), request.body(Move.class), request.ifMatch())) {
      case MoveTask.Outcome.Moved(var task) -> answer(task);
      case MoveTask.Outcome.GapGone(var now) ->
          Response.conflict("The neighbours are not side by side in the column any more", now);
      case MoveTask.Outcome.ChangedSince() -> Response.changedSince("task");
      case MoveTask.Outcome.NoSuchColumn() ->
          Response.invalid("column_id", "is not a column of a board");
      case MoveTask.Outcome.BoardForbidden() -> boardForbidden();
      case MoveTask.Outcome.SharingForbidden() ->
          Response.forbidden(
              "On another board this task would be shown to others: only who may share it, or all"
                  + " that is on the board where it is, moves it there");
      case MoveTask.Outcome.KeepingForbidden() ->
          Response.forbidden(
              "You reach this task by a custom role alone, and on that board you would keep it: what"
                  + " a role gives you ends with the role");
      case MoveTask.Outcome.NotFound(var id) -> Response.notFound("task", id);
    };
  }

  private Response complete(Request request) {
    return switch (completeTask.complete(request.id("id"), request.ifMatch())) {
      case CompleteTask.Outcome.Completed(var task) -> answer(task);
      case CompleteTask.Outcome.AlreadyDone(var task) -> answer(task);
      case CompleteTask.Outcome.ChangedSince() -> Response.changedSince("task");
      case CompleteTask.Outcome.NotFound(var id) -> Response.notFound("task", id);
    };
  }

  private Response reopen(Request request) {
    return switch (reopenTask.reopen(request.id("id"), request.ifMatch())) {
      case ReopenTask.Outcome.Reopened(var task) -> answer(task);
      case ReopenTask.Outcome.AlreadyOpen(var task) -> answer(task);
      case ReopenTask.Outcome.ChangedSince() -> Response.changedSince("task");
      case ReopenTask.Outcome.NotFound(var id) -> Response.notFound("task", id);
    };
  }

  private Response delete(Request request) {
    return switch (deleteTask.delete(request.id("id"), request.ifMatch())) {
      case DeleteTask.Outcome.Deleted() -> Response.noContent();
      case DeleteTask.Outcome.ChangedSince() -> Response.changedSince("task");
      case DeleteTask.Outcome.NotFound(var id) -> Response.notFound("task", id);
    };
  }

  static Response lacking(String permission) {
    return Response.forbidden("You may not change this so: it takes the permission " + permission);
  }

  private static Response boardForbidden() {
    return Response.forbidden("You may see this board, but not put tasks on it");
  }

  private static Response parentForbidden() {
    return Response.forbidden("You may see that task, but not give it parts");
  }

  private static Response answer(Task task) {
    return Response.ok(task).version(task.version());
  }
}
