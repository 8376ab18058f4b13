package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Page;
import dev.cellwright.kernel.data.PageRequest;

/// Lists tasks: filtered, searched, sorted and paged as asked.
final class ListTasks {
  private final Database database;

  ListTasks(Database database) {
    this.database = database;
  }

  Page<Task> list(PageRequest page) {
    return database.page(TaskStore.TASKS, page, Binds.none());
  }
}
