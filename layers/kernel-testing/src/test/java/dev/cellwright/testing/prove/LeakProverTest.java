package dev.cellwright.testing.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakProverTest {
  /// A cell of its own: what other tests leave behind would be read at each attack.
  private final TestDatabase database = TestCell.start(List.of("shelf")).database();

  @Test
  void noTenantReachesAnothersData() throws Exception {
    try (var prover = LeakProver.in(database.superuser(), database::login)) {
      var report = prover.prove();

      assertThat(report.leaks()).isEmpty();
      assertThat(report.proofs()).hasSizeGreaterThan(1000);
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
  void theReportSaysWhatLeaked() throws Exception {
    var printed = new ByteArrayOutputStream();
    try (var connection = database.superuser()) {
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .execute("create policy hole on shelf.books for select using (true)");
      try (var prover = LeakProver.in(connection, database::login)) {
        prover.prove().print(new PrintStream(printed, true, StandardCharsets.UTF_8));
      }
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("LEAKED: select shelf.books, m_shelf, another tenant")
        .contains("LEAKED: inject shelf.books, m_shelf, injecting: reading")
        .containsPattern("\\d+ proofs, [1-9]\\d* leaks\\n$");
  }
}
