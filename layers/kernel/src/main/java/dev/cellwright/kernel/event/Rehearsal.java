package dev.cellwright.kernel.event;

import dev.cellwright.kernel.ModuleDeclaration;
import java.time.Instant;

/// Walks the code that a message will walk, as far as it needs neither a secret nor a connection.
public record Rehearsal(ModuleDeclaration declaration) {
  private static final String EVENT =
      """
      {"detail": {"specversion": "1.0", "id": "00000000-0000-7000-8000-000000000001", "type": "rehearsal.held",
        "time": "2026-01-01T00:00:00Z", "entitytype": "rehearsal",
        "entityid": "00000000-0000-7000-8000-000000000002", "sequence": 1, "data": {}}}
      """;

  /// Reads messages as they come, and does nothing about them.
  public void run() {
    QueueMessage.read(EVENT);
    for (var schedule : declaration.schedules()) {
      Cron.after(schedule.cron(), schedule.zone(), Instant.EPOCH);
    }
  }
}
