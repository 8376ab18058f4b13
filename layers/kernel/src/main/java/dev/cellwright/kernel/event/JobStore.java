package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the database knows of jobs.
record JobStore(Database database) {
  private static final int LARGEST_RESULT = 16_000;

  /// @param verdict `begins`, `busy`, `done` or `disabled`
  record Begun(String verdict, @Nullable UUID execution) {
    UUID executionOfRun() {
      return Objects.requireNonNull(execution);
    }
  }

  record LastDue(@Nullable Instant lastDueAt) {}

  private static final Query<LastDue> LAST_DUE =
      Query.of(LastDue.class, "select api.job_last_due(:name) as last_due_at");

  private static final Sql BEGIN =
      Sql.of(
          """
          select b.verdict, b.execution
          from api.begin_job(:name, :due::timestamptz, :lease::int) b
          """);

  private static final Sql END =
      Sql.of(
          """
          select api.end_job(:execution::uuid, :status, :result::jsonb, :error, :next::timestamptz) as ended
          """);

  @Nullable Instant lastDue(String name) {
    var row = database.first(LAST_DUE, Binds.of("name", name));
    return row == null ? null : row.lastDueAt();
  }

  Begun begin(String name, Instant due, Duration lease) {
    return database
        .run(
            Command.of(
                Step.one(
                    BEGIN, Binds.of("name", name).and("due", due).and("lease", lease.toSeconds()))))
        .row(0, Begun.class);
  }

  /// Ends a run. Of an error it keeps the kind: its words could quote somebody.
  void end(Run run, @Nullable RuntimeException failure, Instant next) {
    var result = run.result();
    var bytes = result.toString().length();
    var outcome =
        database.run(
            Command.of(
                Step.one(
                    END,
                    Binds.of("execution", run.id())
                        .and("status", failure == null ? "success" : "failed")
                        .and(
                            "result",
                            bytes <= LARGEST_RESULT
                                ? result
                                : JsonNodeFactory.instance.objectNode().put("omitted", bytes))
                        .and("error", failure == null ? null : failure.getClass().getName())
                        .and("next", next))));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
