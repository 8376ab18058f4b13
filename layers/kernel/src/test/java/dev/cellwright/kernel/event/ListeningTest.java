package dev.cellwright.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.event.Listening.Look;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListeningTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final UUID ORGANIZATION = UUID.randomUUID();

  private final Listening listening = new Listening();
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void whatHappenedBeforeALookThatFoundNobodyIsNotLookedAtAgain() {
    assertThat(anybody(NOON.minusSeconds(10), false)).isFalse();

    assertThat(anybody(NOON.minusMillis(1), true)).isFalse();
    assertThat(looks).hasValue(1);
  }

  @Test
  void whatHappenedSinceIs() {
    assertThat(anybody(NOON.minusSeconds(10), false)).isFalse();

    assertThat(anybody(NOON, true)).isTrue();
    assertThat(looks).hasValue(2);
  }

  @Test
  void whoListensIsTakenToForHalfAMinute() {
    assertThat(anybody(NOON.minusSeconds(10), true)).isTrue();

    assertThat(anybody(NOON.plusSeconds(29), false)).isTrue();
    assertThat(anybody(NOON.plusSeconds(30), false)).isFalse();
    assertThat(looks).hasValue(2);
  }

  @Test
  void organizationsAreLookedAtEachForItself() {
    assertThat(anybody(NOON.minusSeconds(10), false)).isFalse();

    var other = event(UUID.randomUUID(), NOON.minusSeconds(10));
    assertThat(listening.anybody(other, () -> new Look(true, NOON))).isTrue();
  }

  /// Asks at noon about what happened at a time.
  private boolean anybody(Instant time, boolean found) {
    return listening.anybody(
        event(ORGANIZATION, time),
        () -> {
          looks.incrementAndGet();
          return new Look(found, NOON);
        });
  }

  private static Event event(UUID organization, Instant time) {
    return new Event(
        UUID.randomUUID(),
        "task.created",
        1,
        organization,
        "task",
        UUID.randomUUID(),
        1,
        time,
        null,
        null,
        null,
        null,
        JsonNodeFactory.instance.objectNode());
  }
}
