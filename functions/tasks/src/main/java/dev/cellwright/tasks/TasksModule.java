package dev.cellwright.tasks;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// Declares the tasks module.
public final class TasksModule implements CellModule {

  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.optional("tasks", "1.0.0")
        .summary("Tasks on boards: made, moved, completed, searched.")
        .dependsOn("identity")
        .entity("task", "tasks.tasks")
        .entity("board", "tasks.task_boards")
        .routes(TaskRoutes.ROUTES)
        .routes(BoardRoutes.ROUTES)
        .publishes("task.created", TaskEvent.Created.class)
        .publishes("task.updated", TaskEvent.Updated.class)
        .publishes("task.moved", TaskEvent.Moved.class)
        .publishes("task.completed", TaskEvent.Completed.class)
        .publishes("task.reopened", TaskEvent.Reopened.class)
        .publishes("task.deleted", TaskEvent.Deleted.class)
        .publishes("board.created", BoardEvent.Created.class)
        .publishes("board.updated", BoardEvent.Updated.class)
        .publishes("board.deleted", BoardEvent.Deleted.class)
        .notifies(TaskNotices.NOTICES)
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(Endpoint.bind(TaskRoutes.ROUTES, new TaskRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(BoardRoutes.ROUTES, new BoardRoutes(kernel)));
    return endpoints;
  }
}
