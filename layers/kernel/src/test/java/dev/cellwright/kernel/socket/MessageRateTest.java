package dev.cellwright.kernel.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageRateTest {
  private final AtomicLong nanos = new AtomicLong();
  private final MessageRate rate = new MessageRate(nanos::get);

  @Test
  void thirtyAtOnceAndThenThreeASecond() {
    assertThat(allowedOf("a", 40)).isEqualTo(30);

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));

    assertThat(allowedOf("a", 40)).isEqualTo(6);
  }

  @Test
  void oneConnectionCostsAnotherNothing() {
    allowedOf("a", 40);

    assertThat(allowedOf("b", 40)).isEqualTo(30);
  }

  @Test
  void aConnectionThatWasQuietForLongHasThirtyAgainAndNoMore() {
    allowedOf("a", 40);

    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));

    assertThat(allowedOf("a", 40)).isEqualTo(30);
  }

  private long allowedOf(String connection, int messages) {
    return IntStream.range(0, messages).filter(_ -> rate.allows(connection)).count();
  }
}
