package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Run;
import dev.cellwright.kernel.event.Schedule;
import java.util.List;
import java.util.UUID;

/// What is done about mail at its times. Each organization's part is done within it.
final class EmailJobs {
  private static final int AT_ONCE = 500;
  private static final UUID NO_ORGANIZATION = new UUID(0, 0);

  static final List<Schedule<EmailJobs>> SCHEDULES =
      List.of(
          Schedule.<EmailJobs>named("forgetMail")
              .summary("Forgets mail of half a year ago, with the addresses it went to.")
              .cron("50 3 * * *")
              .by(EmailJobs::forgetMail));

  private final Database database;

  EmailJobs(Kernel kernel) {
    database = kernel.database();
  }

  /// Goes through the organizations once; what is left of a large one waits for tomorrow.
  private void forgetMail(Run run) {
    long forgotten = 0;
    for (var hoarder : database.all(EmailStore.HOARDERS, Binds.of("most", AT_ONCE))) {
      var scope = RequestScope.current();
      var organization = hoarder.organizationId();
      forgotten +=
          (organization.equals(NO_ORGANIZATION) ? scope : scope.inOrganization(organization))
              .call(this::forget);
    }
    run.result().put("forgotten", forgotten);
  }

  private long forget() {
    var outcome = database.run(Command.of(EmailStore.forget(AT_ONCE * 10)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return outcome.row(0, RoutingStore.Amount.class).amount();
  }
}
