package dev.cellwright.testing.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void aTerminalShowsOneBarThatGrows() {
    var progress = progress(true);

    later(10);
    progress.made(50);
    later(10);
    progress.made(50);

    assertThat(told.toString(UTF_8))
        .contains(
            "\r\033[K"
                + "█".repeat(15)
                + "░".repeat(15)
                + " 50 of 100 tasks, 5 a second, 10 s left")
        .endsWith("█".repeat(30) + " 100 of 100 tasks, 5 a second\n");
  }

  @Test
  void aFileGetsALineNowAndThen() {
    var progress = progress(false);

    later(10);
    progress.made(10);
    later(1);
    progress.made(10);
    later(10);
    progress.made(10);

    assertThat(told.toString(UTF_8).lines())
        .containsExactly(
            "10 of 100 tasks, 1 a second, 90 s left", "30 of 100 tasks, 1 a second, 49 s left");
  }

  @Test
  void whatWasThereBeforeMakesItNoFaster() {
    var progress = progress(false);

    later(10);
    progress.found(90);
    later(10);
    progress.made(10);

    assertThat(told.toString(UTF_8).lines().toList().getLast())
        .isEqualTo("100 of 100 tasks, 1 a second");
  }

  private Progress progress(boolean terminal) {
    return new Progress(new PrintStream(told, true, UTF_8), terminal, now::get, "tasks", 100);
  }

  private void later(int seconds) {
    now.updateAndGet(time -> time.plusSeconds(seconds));
  }
}
