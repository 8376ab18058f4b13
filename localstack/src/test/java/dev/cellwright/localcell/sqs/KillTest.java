package dev.cellwright.localcell.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.postgres.LocalPostgres;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left of a queue when the process dies.
class KillTest {
  @TempDir Path directory;

  @Test
  void everyMessageIsThereAndNoneIsStuckInFlight() throws Exception {
    var data = directory.resolve("postgres");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var died =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                DyingCell.class.getName(),
                data.toString())
            .inheritIO()
            .start();

    assertThat(died.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(died.exitValue()).isEqualTo(9);

    try (var postgres = LocalPostgres.start(data);
        var front = DyingCell.front(postgres)) {
      var queues = front.queues();
      queues.create(DyingCell.QUEUE, QueueSettings.USUAL);
      var shown = queues.shown().getFirst();
      assertThat(shown.visible()).isEqualTo(50);
      assertThat(shown.inFlight()).isZero();
      assertThat(queues.peek(DyingCell.QUEUE))
          .allSatisfy(each -> assertThat(each.receiveCount()).isZero());
      assertThat(queues.takeAll(DyingCell.QUEUE)).hasSize(50);
      assertThat(queues.peek(DyingCell.QUEUE)).isEmpty();
    }
  }
}
