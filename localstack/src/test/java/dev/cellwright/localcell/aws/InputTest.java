package dev.cellwright.localcell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {

  @Test
  void membersAreReadByTheirType() {
    var input = input("{\"a\": \"text\", \"b\": true, \"c\": 3, \"d\": [\"x\"], \"e\": null}");

    assertThat(input.text("a")).isEqualTo("text");
    assertThat(input.flag("b")).isTrue();
    assertThat(input.number("c", 0)).isEqualTo(3);
    assertThat(input.texts("d")).containsExactly("x");
    assertThat(input.optionalText("e")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"a\": 1}",
        "{\"z\": \"\"}",
        "{\"a\": \"\\ud800\"}",
        "[]",
        "{",
        "null",
        "{} {}",
        "{\"a\": \"x\", \"a\": \"y\"}"
      })
  void whatDoesNotFitIsRefused(String body) {
    assertThatThrownBy(() -> input(body).text("a")).isInstanceOf(AwsError.class);
  }

  private static Input input(String body) {
    return Input.of(body.getBytes(StandardCharsets.UTF_8), Set.of("a", "b", "c", "d", "e"));
  }
}
