package dev.cellwright.integrations;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Run;
import dev.cellwright.kernel.event.Schedule;
import java.util.List;

/// What the module does at its times.
final class Jobs {
  private static final int MOST_WOKEN = 200;
  private static final int MOST_PURGED = 5_000;
  private static final int MOST_ROUNDS = 20;

  static final List<Schedule<Jobs>> SCHEDULES =
      List.of(
          Schedule.<Jobs>named("sendLeftBehind")
              .summary(
                  "Wakes webhooks whose deliveries nobody sends, since a crash or for want of places")
              .cron("* * * * *")
              .by(Jobs::sendLeftBehind),
          Schedule.<Jobs>named("purgeDeliveries")
              .summary("Removes deliveries, and what providers told, after thirty days")
              .cron("17 3 * * *")
              .by(Jobs::purge));

  private final Database database;

  Jobs(Kernel kernel) {
    database = kernel.database();
  }

  private void sendLeftBehind(Run run) {
    var left = database.all(SendingStore.LEFT_BEHIND, Binds.of("most", MOST_WOKEN));
    for (var webhook : left) {
      var outcome =
          RequestScope.current()
              .inOrganization(webhook.orgId())
              .call(() -> database.run(Command.of(DeliveryStore.wake(webhook.subscriptionId()))));
      if (outcome.ending() != null) {
        throw outcome.unexpected();
      }
    }
    run.result().put("woken", left.size());
  }

  private void purge(Run run) {
    int deliveries = 0;
    int providerEvents = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      var outcome = database.run(Command.of(SendingStore.purge(MOST_PURGED)));
      if (outcome.ending() != null) {
        throw outcome.unexpected();
      }
      var purged = outcome.row(0, SendingStore.Purged.class);
      deliveries += purged.deliveries();
      providerEvents += purged.providerEvents();
      if (purged.deliveries() < MOST_PURGED && purged.providerEvents() < MOST_PURGED) {
        break;
      }
    }
    run.result().put("deliveries", deliveries).put("providerEvents", providerEvents);
  }
}
