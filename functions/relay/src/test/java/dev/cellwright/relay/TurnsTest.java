package dev.cellwright.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a slow bus gets less, 100, 100, 900, 50",
    "but not ever less, 25, 25, 900, 25",
    "a turn that had room says nothing of more, 100, 3, 900, 100",
    "a bus that keeps up gets as much, 50, 50, 200, 50",
    "a fast one more, 50, 50, 40, 100",
    "but not ever more, 100, 100, 40, 100"
  })
  void theNextTurnIsAsLargeAsTheBusIsFast(
      String why, int most, int taken, long millis, int expected) {
    assertThat(Carrier.next(most, taken, Duration.ofMillis(millis))).as(why).isEqualTo(expected);
  }
}
