package dev.cellwright.audit;

import dev.cellwright.testing.TestCell;
import java.util.List;
import org.junit.jupiter.api.Test;

class MillionTest {
  @Test
  void fast() throws Exception {
    var cell = TestCell.start(List.of("audit", "tasks"));
    var anna = cell.register("anna");
    var out = new StringBuilder();
    try (var operator = cell.database().superuser();
        var statement = operator.createStatement()) {
      long begun = System.nanoTime();
      for (int part = 0; part < 10; part++) {
        statement.execute(
            """
            insert into core.audit_log (org_id, actor_kind, actor_id, action, entity_type, entity_id, changes, timestamp)
            select '%s', 'member', case when n %% 50 = 0 then '%s'::uuid else gen_random_uuid() end,
              case when n %% 99999 = 0 then 'task.restored' else 'task.updated' end, 'task', gen_random_uuid(),
              jsonb_build_object('title', jsonb_build_object('from', 'Before ' || n, 'to', 'After ' || n)),
              now() - n * interval '1 second' - %d * interval '100000 seconds'
            from generate_series(1, 100000) n
            """
                .formatted(anna.organization(), anna.id(), part));
      }
      out.append("insert ").append((System.nanoTime() - begun) / 1_000_000).append(" ms\n");
      statement.execute("analyze core.audit_log");
    }
    var id = anna.get("/api/v1/audit?limit=1&page=5000").at("data/0/entity_id").asText();
    for (var path :
        List.of(
            "/api/v1/audit?limit=25",
            "/api/v1/audit?limit=100",
            "/api/v1/audit?entity_type=task&entity_id=" + id,
            "/api/v1/audit?actor_id=" + anna.id() + "&from=2026-01-01",
            "/api/v1/audit?action=task.restored",
            "/api/v1/audit?from=2026-11-20&to=2026-11-21",
            "/api/v1/audit?page=100&limit=100&sort=timestamp:desc",
            "/api/v1/audit/mine",
            "/api/v1/audit/seals?limit=1")) {
      var answer = anna.get(path);
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 7; i++) {
        long begun = System.nanoTime();
        answer = anna.get(path);
        best = Math.min(best, System.nanoTime() - begun);
      }
      out.append(best / 100_000 / 10.0).append(" ms ").append(answer.status()).append(' ')
          .append(answer.at("meta/total")).append(' ').append(path).append('\n');
    }
    java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/trail-million.txt"), out);
  }
}
