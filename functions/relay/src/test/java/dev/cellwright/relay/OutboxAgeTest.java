package dev.cellwright.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxAgeTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void theOutboxIsAsOldAsTheOldestEventInIt() {
    var taken = List.of(at("11:59:50Z"), at("11:57:00Z"), at("11:58:00Z"));

    assertThat(Carrier.age(taken, NOW)).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void eventsOfALaterClockHaveNoAge() {
    assertThat(Carrier.age(List.of(at("12:30:00Z")), NOW)).isZero();
    assertThat(Carrier.age(List.of(), NOW)).isZero();
  }

  private static JsonNode at(String time) {
    return JsonNodeFactory.instance.objectNode().put("time", "2026-05-01T" + time);
  }
}
