package dev.cellwright.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.prove.LeakProver;
import org.junit.jupiter.api.Test;

class LeakProverTest {
  private final TestDatabase database = TestCell.with("shelf").database();

  @Test
  void noTenantReachesAnothersData() throws Exception {
    try (var prover = LeakProver.in(database.superuser(), database::login)) {
      var report = prover.prove();

      report.print(System.out);
      assertThat(report.leaks()).isEmpty();
    }
  }
}
