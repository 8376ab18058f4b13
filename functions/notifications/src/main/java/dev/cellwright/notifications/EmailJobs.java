package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Step;
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
              .by(EmailJobs::forgetMail),
          Schedule.<EmailJobs>named("giveUpMail")
              .summary("Gives up mail that waits for a day, since what was to send it was lost.")
              .cron("20 * * * *")
              .by(EmailJobs::giveUpMail));

  private final Database database;

  EmailJobs(Kernel kernel) {
    database = kernel.database();
  }

  private void forgetMail(Run run) {
    run.result().put("forgotten", inEach(EmailStore.HOARDERS, EmailStore.forget(AT_ONCE * 10)));
  }

  private void giveUpMail(Run run) {
    run.result().put("given_up", inEach(EmailStore.WITH_LOST_MAIL, EmailStore.giveUp(AT_ONCE)));
  }

  /// Goes through the organizations once; what is left of a large one waits for the next time.
  ///
  /// @return the sum of what the step answers
  private long inEach(Query<EmailStore.Hoarder> organizations, Step step) {
    long amount = 0;
    for (var found : database.all(organizations, Binds.of("most", AT_ONCE))) {
      var scope = RequestScope.current();
      var organization = found.organizationId();
      amount +=
          (organization.equals(NO_ORGANIZATION) ? scope : scope.inOrganization(organization))
              .call(() -> run(step));
    }
    return amount;
  }

  private long run(Step step) {
    var outcome = database.run(Command.of(step));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return outcome.row(0, RoutingStore.Amount.class).amount();
  }
}
