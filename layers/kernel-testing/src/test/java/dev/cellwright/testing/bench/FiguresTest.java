package dev.cellwright.testing.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.testing.bench.Figure.Bound;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  private static final Figure FAST =
      Figure.of("fast", 1_000_000, new Timings(List.of(3.0, 1.0, 2.0)), Bound.atMost(2));
  private static final Figure SHOWN = Figure.of("shown", 1, new Timings(List.of(9.0)), null);
  private static final Figure LOW = Figure.ratio("low", 1, 19.9, Bound.atLeast(20));

  @TempDir private Path folder;

  @Test
  void aFigureIsTheMedianAgainstItsBound() {
    assertThat(FAST.value()).isEqualTo(2);
    assertThat(FAST.holds()).isTrue();
    assertThat(SHOWN.holds()).isTrue();
    assertThat(LOW.holds()).isFalse();
  }

  @Test
  void allBoundsHoldOrTheMissedOnesAreCounted() {
    assertThat(printed(FAST, SHOWN)).contains("1,000,000", "≤ 2", "ok", "every bound holds");
    assertThat(printed(FAST, LOW)).contains("≥ 20", "MISSED", "1 missed");
  }

  @Test
  void programsReadTheSameAsJson() throws IOException {
    var file = folder.resolve("figures.json");

    new Figures(List.of(FAST, LOW)).write(file);

    var json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("holds").asBoolean()).isFalse();
    assertThat(json.path("figures").path(0).toString())
        .isEqualTo(
            "{\"what\":\"fast\",\"tuples\":1000000,\"value\":2.0,\"unit\":\"ms\",\"slow\":2.0,"
                + "\"holds\":true,\"at_most\":2.0}");
    assertThat(json.path("figures").path(1).path("at_least").asDouble()).isEqualTo(20);
  }

  private static String printed(Figure... figures) {
    var bytes = new ByteArrayOutputStream();
    new Figures(List.of(figures)).print(new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }
}
