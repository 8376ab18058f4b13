package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NoticeTextTest {

  @Test
  void whatIsFilledInIsNoTemplate() {
    var filled =
        NoticeText.fill(
            "{actor} did {title}{nothing}", Map.of("actor", "{title} $1 \\", "title", "it"), 100);

    assertThat(filled).isEqualTo("{title} $1 \\ did it");
  }

  @Test
  void aTitleIsOneLineAndNoLongerThanItMayBe() {
    assertThat(NoticeText.fill("a\r\nb\u0000{x}", Map.of("x", "\t c "), 100)).isEqualTo("a b c");
    assertThat(NoticeText.fill("{x}", Map.of("x", "😀".repeat(30)), 10))
        .isEqualTo("😀".repeat(9) + "…");
  }
}
