package dev.cellwright.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

  @Test
  void aStrongTagNamesAVersion() {
    assertThat(IfMatch.parse(List.of("\"7\""))).isEqualTo(new IfMatch(7L));
    assertThat(IfMatch.parse(List.of("*"))).isEqualTo(new IfMatch(null));
    assertThat(IfMatch.parse(List.of())).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "W/\"7\"", "\"seven\"", "\"1\", \"2\"", "\"99999999999999999999\"", ""})
  void whatNamesNoneOfOursMatchesNothing(String header) {
    assertThat(IfMatch.parse(List.of(header))).isEqualTo(new IfMatch(-1L));
  }
}
