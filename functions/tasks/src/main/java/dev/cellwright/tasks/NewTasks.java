package dev.cellwright.tasks;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import java.util.List;

/// Tasks that are made together. All of them, and what is said of each on the way, fit one call to
/// the database: the Data API takes 4 MB, in which quotes are doubled twice.
@Doc("Tasks to be made together, all or none")
record NewTasks(
    @Size(min = 1, max = 500, maxListBytes = 1_000_000)
        @Doc("In the order in which they stand at the ends of their columns")
        List<NewTask> tasks) {}
