package dev.cellwright.testing.bench.events;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// A cell in which nothing is under way: no event to be published, no message in a queue, no
/// webhook to be called.
final class Quiet {
  private static final Duration PAUSE = Duration.ofMillis(250);

  /// So many looks in a row find nothing, or it was between two steps.
  private static final int LOOKS = 4;

  private Quiet() {}

  static void await(CellProcess cell, Duration patience) throws SQLException {
    var giveUp = Instant.now().plus(patience);
    var left = new long[3];
    try (var database = cell.database();
        var services = cell.services()) {
      for (int quiet = 0; quiet < LOOKS; ) {
        left[0] =
            new Look(database)
                .count(
                    """
                    select (select count(*) from core.outbox o where o.published_at is null)
                      + (select count(*) from core.due_events d where d.due_at <= cell.now())
                    """);
        left[1] =
            new Look(services).count("select count(*) from queue_message where queue !~ '-dead$'");
        left[2] =
            new Look(database)
                .count(
                    """
                    select count(*) from integrations.webhook_deliveries d
                    join integrations.webhook_subscriptions w on w.org_id = d.org_id and w.id = d.subscription_id
                    where d.status = 'pending' and w.active and d.next_retry_at <= cell.now()
                    """);
        quiet = left[0] + left[1] + left[2] == 0 ? quiet + 1 : 0;
        if (Instant.now().isAfter(giveUp)) {
          throw new IllegalStateException(
              "after %s there are %d events, %d messages and %d deliveries under way"
                  .formatted(patience, left[0], left[1], left[2]));
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
