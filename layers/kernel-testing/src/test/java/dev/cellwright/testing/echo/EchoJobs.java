package dev.cellwright.testing.echo;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.event.Run;
import dev.cellwright.kernel.event.Schedule;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Counts notes, now and for what was missed.
public record EchoJobs(Database database) {
  static final List<Schedule<EchoJobs>> SCHEDULES =
      List.of(
          Schedule.<EchoJobs>named("countNotes")
              .summary("Counts the notes of all organizations.")
              .cron("0 * * * *")
              .by(EchoJobs::count),
          Schedule.<EchoJobs>named("billNotes")
              .summary("Counts the notes of each hour.")
              .cron("0 * * * *")
              .catchingUp()
              .by(EchoJobs::count));

  /// What a test does in a run; nothing by default.
  public static volatile Consumer<Run> hook = _ -> {};

  public record Organization(UUID id) {}

  public record Count(long notes) {}

  private static final Query<Organization> ORGANIZATIONS =
      Query.of(Organization.class, "select o.id from echo.organizations() as o (id)");

  private static final Query<Count> NOTES =
      Query.of(
          Count.class, "select count(*) as notes from echo.notes n where n.org_id = :org::uuid");

  private void count(Run run) {
    hook.accept(run);
    long notes = 0;
    for (var organization : database.all(ORGANIZATIONS, Binds.none())) {
      notes +=
          RequestScope.current()
              .inOrganization(organization.id())
              .call(() -> database.all(NOTES, Binds.none()).getFirst().notes());
    }
    run.result().put("notes", notes);
  }
}
