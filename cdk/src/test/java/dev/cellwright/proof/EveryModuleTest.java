package dev.cellwright.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.permissions.sql.MigratedTables;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.TestDatabase;
import dev.cellwright.testing.prove.LeakProver;
import dev.cellwright.testing.prove.Sabotage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What `./cell prove` proves, of every module that is shipped; and that it would notice.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryModuleTest {
  private final TestDatabase database =
      TestCell.start(CellModule.onClassPath().keySet()).database();

  @Test
  void noTenantReachesAnothersData() throws Exception {
    try (var prover = LeakProver.in(database.superuser(), database::login)) {
      var report = prover.prove();

      assertThat(report.leaks()).isEmpty();
      assertThat(report.proofs()).hasSizeGreaterThan(2000);
    }
  }

  @Test
  void everyWayToBreakTheIsolationTurnsTheProverRed() throws Exception {
    try (var sabotage = Sabotage.in(database.superuser(), database::login)) {
      var result = sabotage.run();

      assertThat(result.unnoticed()).isEmpty();
      assertThat(result.broken()).isGreaterThan(300);
    }
  }

  @Test
  void whatABuildReadsOfTablesIsWhatMigrationsMake() {
    var written =
        MigratedTables.ofModules(List.copyOf(CellModule.onClassPath().keySet())).columns();

    var made =
        database.rows(
            """
            select c.table_schema || '.' || c.table_name as name, jsonb_agg(c.column_name) as columns
            from information_schema.columns c
            where c.table_schema in (select n.nspname from pg_catalog.pg_namespace n join pg_catalog.pg_roles r on r.rolname = 'm_' || n.nspname)
            group by 1
            """);
    assertThat(made).hasSizeGreaterThan(20);
    for (var table : made) {
      assertThat(written.get(table.path("name").asText()))
          .as(table.path("name").asText())
          .containsExactlyInAnyOrderElementsOf(
              table.path("columns").valueStream().map(JsonNode::asText).toList());
    }
  }
}
