package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.bench.events.CellProcess;
import dev.cellwright.testing.bench.events.Crowd;
import dev.cellwright.testing.bench.events.Effects;
import dev.cellwright.testing.bench.events.Sink;
import dev.cellwright.testing.bench.events.Twice;
import dev.cellwright.testing.bench.events.UnderKills;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What commands set off is there once, whatever is killed and however messages come: in small,
/// what `./cell bench events` measures.
class OnceInEffectTest {
  private static final int COMMANDS = 50;

  @TempDir private static Path folder;

  private static final Random CHANCE = new Random();
  private static Sink sink;
  private static CellProcess cell;
  private static Crowd crowd;

  @BeforeAll
  static void gather() {
    sink = Sink.open(CHANCE);
    cell =
        CellProcess.start(
            new CellProcess.Settings(TestedCell.assembly(), TestedCell.PRODUCT, folder));
    crowd = Crowd.gather(cell, 2, sink);
  }

  @AfterAll
  static void stop() {
    if (cell != null) {
      cell.close();
    }
    sink.close();
  }

  @Test
  void nothingThatWasAnsweredIsLostOrDoubledByKills() throws Exception {
    var tasks =
        new UnderKills(cell, crowd, "Under kills ", COMMANDS, 2, CHANCE, System.out::println).run();

    cell.settleAtOnce();

    assertThat(tasks).hasSize(COMMANDS);
    assertThat(Effects.of(cell, sink, "Under kills ", tasks)).isEqualTo(Effects.ALL_ONCE);
  }

  @Test
  void everyMessageTwiceAndInAnyOrderHasItsEffectOnce() throws Exception {
    try (var _ = Twice.in(cell)) {
      var tasks =
          new UnderKills(cell, crowd, "Twice ", COMMANDS, 0, CHANCE, System.out::println).run();

      cell.settleAtOnce();

      assertThat(tasks).hasSize(COMMANDS);
      assertThat(Effects.of(cell, sink, "Twice ", tasks)).isEqualTo(Effects.ALL_ONCE);
    }
  }
}
