package dev.cellwright.tasks;

import dev.cellwright.kernel.notice.Notice;
import java.util.List;

/// Who is told of what happens to tasks and boards. Where several notices of an event mean
/// somebody, the first one holds.
final class TaskNotices {
  static final List<Notice> NOTICES =
      List.of(
          Notice.of("task.created").as("task.assigned").tells("assignee_id").byMail().build(),
          Notice.of("task.updated")
              .as("task.assigned")
              .tells("changes.assignee_id")
              .byMail()
              .build(),
          Notice.of("task.updated").tellsWatchers().build(),
          Notice.of("task.moved").tellsWatchers().build(),
          Notice.of("task.completed")
              .tellsIts("owner")
              .tells("assignee_id")
              .tellsWatchers()
              .build(),
          Notice.of("task.reopened").tells("assignee_id").tellsWatchers().build(),
          Notice.of("task.deleted").tells("assignee_id").tellsIts("owner").tellsWatchers().build(),
          Notice.of("board.updated").tellsWatchers().build(),
          Notice.of("board.deleted").tellsIts("owner").tellsWatchers().build());

  private TaskNotices() {}
}
