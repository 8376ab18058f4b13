package dev.cellwright.testing.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.testing.bench.events.Trial;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {

  private static final Set<Trial> ALL = EnumSet.allOf(Trial.class);

  @Test
  void withoutAWordItIsOneAndTenMillion() {
    assertThat(BenchOptions.of("permissions"))
        .isEqualTo(
            new BenchOptions("permissions", List.of(1_000_000L, 10_000_000L), null, null, ALL));
  }

  @Test
  void numbersAreMeasuredInTheirOrder() {
    assertThat(
            BenchOptions.of(
                "permissions", "--tuples", "2000000", "--json", "out.json", "--tuples", "500000"))
        .isEqualTo(
            new BenchOptions(
                "permissions", List.of(500_000L, 2_000_000L), Path.of("out.json"), null, ALL));
  }

  @Test
  void theOutboxIsMeasuredAtItsOwnSizes() {
    assertThat(BenchOptions.of("outbox", "--json", "out.json").bench()).isEqualTo("outbox");
  }

  @Test
  void eventsAreMeasuredOnASynthesizedProduct() {
    assertThat(BenchOptions.of("events", "--assembly", "cdk.out").assembly())
        .isEqualTo(Path.of("cdk.out"));
  }

  @Test
  void someOfWhatIsTriedWithEventsCanBeNamed() {
    assertThat(
            BenchOptions.of("events", "--only", "kills", "--assembly", "cdk.out", "--only", "twice")
                .trials())
        .containsExactly(Trial.TWICE, Trial.KILLS);
  }

  @Test
  void aWholeCellIsMeasuredOnASynthesizedProduct() {
    assertThat(BenchOptions.of("http", "--assembly", "cdk.out").bench()).isEqualTo("http");
    assertThat(BenchOptions.of("start", "--assembly", "cdk.out").bench()).isEqualTo("start");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lists",
        "all --tuples 100000",
        "http",
        "start --only kills --assembly cdk.out",
        "outbox --tuples 100000",
        "outbox --assembly cdk.out",
        "events",
        "events --json out.json",
        "events --assembly cdk.out --only peace",
        "outbox --only kills",
        "permissions --tuples",
        "permissions --fast yes",
        "permissions --tuples 99999",
        "permissions --tuples 10000001",
        "permissions --tuples 99999999999999999999",
        "permissions --tuples -1",
        "permissions --tuples many"
      })
  void anythingElseIsToldInALine(String arguments) {
    assertThatThrownBy(
            () -> BenchOptions.of(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wants");
  }
}
