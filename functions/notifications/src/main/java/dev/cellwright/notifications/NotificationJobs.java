package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.event.Run;
import dev.cellwright.kernel.event.Schedule;
import java.util.List;

/// What the module does at its times. Each organization's part is done within it.
final class NotificationJobs {
  private static final int AT_ONCE = 500;

  static final List<Schedule<NotificationJobs>> SCHEDULES =
      List.of(
          Schedule.<NotificationJobs>named("sendDailyDigest")
              .summary(
                  "Finds digests whose time passed without a mail. Each person's own time is an event"
                      + " of theirs; this is for those that got lost.")
              .cron("0 8 * * *")
              .by(NotificationJobs::sendDailyDigest),
          Schedule.<NotificationJobs>named("forgetOld")
              .summary("Forgets what was read 90 days ago, and what nobody read for a year.")
              .cron("30 3 * * *")
              .by(NotificationJobs::forgetOld));

  private final Database database;

  NotificationJobs(Kernel kernel) {
    database = kernel.database();
  }

  private void sendDailyDigest(Run run) {
    var overdue = database.all(RoutingStore.OVERDUE, Binds.of("most", AT_ONCE));
    for (var digest : overdue) {
      RequestScope.current()
          .inOrganization(digest.organizationId())
          .call(() -> done(RoutingStore.recallDigest(digest.userId())));
    }
    run.result().put("recalled", overdue.size());
  }

  /// Goes through the organizations once; what is left of a large one waits for tomorrow.
  private void forgetOld(Run run) {
    long forgotten = 0;
    for (var hoarder : database.all(RoutingStore.HOARDERS, Binds.of("most", AT_ONCE))) {
      forgotten +=
          RequestScope.current()
              .inOrganization(hoarder.organizationId())
              .call(() -> {
                var outcome = database.run(Command.of(RoutingStore.forgetOld(AT_ONCE * 10)));
                if (outcome.ending() != null) {
                  throw outcome.unexpected();
                }
                return outcome.row(0, RoutingStore.Amount.class).amount();
              });
    }
    run.result().put("forgotten", forgotten);
  }

  private boolean done(Step step) {
    var outcome = database.run(Command.of(step));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return true;
  }
}
