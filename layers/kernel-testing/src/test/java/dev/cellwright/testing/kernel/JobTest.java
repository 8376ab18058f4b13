package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.event.Ran;
import dev.cellwright.kernel.event.Unusable;
import dev.cellwright.kernel.lambda.RunningListeners;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.echo.EchoJobs;
import dev.cellwright.testing.echo.EchoModule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final TestCell cell = TestCell.with("echo");
  private final RunningListeners echo =
      RunningListeners.start(
          new EchoModule(), Environment.handedIn(cell.environmentOf("echo")), cell.clock());

  @BeforeEach
  void forgetRuns() {
    cell.database().change("delete from core.job_executions");
    cell.database().change("update core.scheduled_jobs set last_due_at = null, enabled = true");
  }

  @AfterEach
  void forgetHook() {
    EchoJobs.hook = _ -> {};
  }

  private List<Ran> run(String job, Instant due) {
    return echo.jobs().run("echo:" + job, due, Instant.now().plusSeconds(30));
  }

  private List<JsonNode> executions() {
    return cell.database()
        .rows("select status, result, error, due_at from core.job_executions order by due_at");
  }

  @Test
  void aJobIsDeclaredInTheDatabase() {
    var job =
        cell.database()
            .rows("select * from core.scheduled_jobs where name = 'echo:countNotes'")
            .getFirst();

    assertThat(job.path("cron_expression").asText()).isEqualTo("0 * * * *");
    assertThat(job.path("enabled").asBoolean()).isTrue();
    assertThat(job.path("next_run_at").isNull()).isFalse();
  }

  @Test
  void aJobGoesThroughAllOrganizationsAndTellsItsResult() {
    var heard = new Heard(cell, UUID.randomUUID());
    heard
        .of(UUID.randomUUID(), 1)
        .forEach(event -> echo.reactions().to(event, Instant.now().plusSeconds(30)));

    var ran = run("countNotes", NOON);

    assertThat(ran).singleElement().extracting(Ran::outcome).isEqualTo(Ran.Outcome.SUCCESS);
    assertThat(executions().getFirst().at("/result/notes").asLong()).isGreaterThanOrEqualTo(2);
    assertThat(executions().getFirst().path("status").asText()).isEqualTo("success");
  }

  @Test
  void aTimeIsRunOnce() {
    run("countNotes", NOON);

    var again = run("countNotes", NOON);

    assertThat(again.getFirst().outcome()).isEqualTo(Ran.Outcome.DONE_BEFORE);
    assertThat(executions()).hasSize(1);
  }

  @Test
  void neverTwoAtOnce() throws Exception {
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    EchoJobs.hook =
        _ -> {
          inside.countDown();
          try {
            leave.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> run("countNotes", NOON));
      inside.await();

      var second = run("countNotes", NOON.plus(1, ChronoUnit.HOURS));
      leave.countDown();

      assertThat(second.getFirst().outcome()).isEqualTo(Ran.Outcome.BUSY);
      assertThat(first.get().getFirst().outcome()).isEqualTo(Ran.Outcome.SUCCESS);
    }
  }

  @Test
  void whatWasMissedIsCaughtUpOldestFirst() {
    run("billNotes", NOON);

    var ran = run("billNotes", NOON.plus(3, ChronoUnit.HOURS));

    assertThat(ran)
        .extracting(Ran::due)
        .containsExactly(
            NOON.plus(1, ChronoUnit.HOURS),
            NOON.plus(2, ChronoUnit.HOURS),
            NOON.plus(3, ChronoUnit.HOURS));
  }

  @Test
  void aLongWayBackOnlyTheLatestHundredAreCaughtUp() {
    run("billNotes", NOON);

    var ran = run("billNotes", NOON.plus(10, ChronoUnit.DAYS));

    assertThat(ran).hasSize(100);
    assertThat(ran.getLast().due()).isEqualTo(NOON.plus(10, ChronoUnit.DAYS));
  }

  @Test
  void whatWasMissedIsSkipped() {
    run("countNotes", NOON);

    var ran = run("countNotes", NOON.plus(3, ChronoUnit.HOURS));

    assertThat(ran).extracting(Ran::due).containsExactly(NOON.plus(3, ChronoUnit.HOURS));
  }

  @Test
  void aRunThatFailedIsOverAndTellsTheKindOfErrorOnly() {
    EchoJobs.hook =
        _ -> {
          throw new IllegalStateException("anna@example.com");
        };

    var ran = run("countNotes", NOON);

    assertThat(ran.getFirst().outcome()).isEqualTo(Ran.Outcome.FAILED);
    assertThat(executions().getFirst().path("error").asText())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(run("countNotes", NOON).getFirst().outcome()).isEqualTo(Ran.Outcome.DONE_BEFORE);
  }

  @Test
  void aCrashedRunIsTakenOverWhenItsLeaseIsOver() {
    cell.database()
        .change(
            """
            insert into core.job_executions (job_id, due_at, status, leased_until)
            select id, timestamptz '2026-06-01 12:00Z', 'running', clock_timestamp() + interval '1 hour'
            from core.scheduled_jobs where name = 'echo:countNotes'
            """);
    assertThat(run("countNotes", NOON).getFirst().outcome()).isEqualTo(Ran.Outcome.BUSY);
    cell.database()
        .change(
            "update core.job_executions set leased_until = clock_timestamp() - interval '1 second'");

    var ran = run("countNotes", NOON);

    assertThat(ran.getFirst().outcome()).isEqualTo(Ran.Outcome.SUCCESS);
    assertThat(executions())
        .extracting(row -> row.path("status").asText())
        .containsExactlyInAnyOrder("failed", "success");
  }

  @Test
  void aDisabledJobDoesNotRun() {
    cell.database()
        .change("update core.scheduled_jobs set enabled = false where name = 'echo:countNotes'");

    assertThat(run("countNotes", NOON).getFirst().outcome()).isEqualTo(Ran.Outcome.DISABLED);
    assertThat(executions()).isEmpty();
  }

  @Test
  void aJobNobodyHasIsUnusable() {
    assertThatThrownBy(() -> run("cleanUp", NOON)).isInstanceOf(Unusable.class);
  }

  @Test
  void aSweepIsForJobsThatSpeakForNoOrganization() throws Exception {
    var anna = cell.register("anna");
    var context = cell.contexts().member(anna.organization(), anna.id(), anna.session());

    try (var intruder = cell.database().intruder("echo", context)) {
      assertThatThrownBy(() -> intruder.select("select echo.organizations() as o"))
          .hasMessageContaining("this is for what nobody asked for");
    }
  }

  @Test
  void runJobRunsItNow() {
    assertThat(cell.runJob("echo:countNotes"))
        .singleElement()
        .satisfies(ran -> assertThat(ran.took()).isPositive())
        .satisfies(
            ran -> assertThat(ran.due()).isAfter(Instant.now().minus(Duration.ofMinutes(1))));
  }
}
