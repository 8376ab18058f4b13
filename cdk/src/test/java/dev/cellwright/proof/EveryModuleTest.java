package dev.cellwright.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.TestDatabase;
import dev.cellwright.testing.prove.LeakProver;
import dev.cellwright.testing.prove.Sabotage;
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
}
