package dev.cellwright.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderKeyTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, a0",
        "-, a0, Zz",
        "a0, -, a1",
        "az, -, b00",
        "Zz, a0, ZzV",
        "a0, a1, a0V",
        "a0V, a1, a0l",
        "a1, a0, a0V",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzz, -, zzzzzzzzzzzzzzzzzzzzzzzzzzzV"
      })
  void aKeyIsFoundBetween(String after, String before, String key) {
    assertThat(OrderKey.between(after, before)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "a", "a00", "a0!", "b0", "A00000000000000000000000000", "é0"})
  void whatIsNoKeyIsRefused(String key) {
    assertThatThrownBy(() -> OrderKey.between(key, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OrderKey.between(null, key))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingIsBetweenEqualKeys() {
    assertThatThrownBy(() -> OrderKey.between("a1", "a1")).hasMessageContaining("a1");
  }

  @Test
  void anyNumberOfInsertionsAnywhereKeepsTheOrder() {
    var random = new Random(7);
    var keys = new ArrayList<>(List.of(OrderKey.between(null, null)));

    for (int i = 0; i < 2_000; i++) {
      int place = random.nextInt(keys.size() + 1);
      keys.add(
          place,
          OrderKey.between(
              place == 0 ? null : keys.get(place - 1),
              place == keys.size() ? null : keys.get(place)));
    }

    assertThat(keys).isSorted().doesNotHaveDuplicates();
  }
}
