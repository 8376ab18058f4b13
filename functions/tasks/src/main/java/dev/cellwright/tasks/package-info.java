/// Tasks, on boards and in columns: the reference module.
///
/// Read it in this order: [TasksModule] declares, [TaskRoutes] and [BoardRoutes] say what every
/// path answers, each use case ([AddTask], [MoveTask], …) makes one decision, and [TaskStore] and
/// [BoardStore] hold the SQL. Only the module is public.
@NullMarked
package dev.cellwright.tasks;

import org.jspecify.annotations.NullMarked;
