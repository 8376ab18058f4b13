package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {

  @ParameterizedTest
  @CsvSource({
    "Acme, acme",
    "'Café Olé, Ltd.', cafe-ole-ltd",
    "'  --Two  words-- ', two-words",
    "日本, organization",
    "ﬁne №1, fine-no1"
  })
  void aSlugIsMadeOfTheName(String name, String slug) {
    assertThat(Slug.of(name)).isEqualTo(slug);
  }

  @Test
  void aLongNameIsCutWithoutADashAtItsEnd() {
    assertThat(Slug.of("a".repeat(62) + " bcd")).isEqualTo("a".repeat(62));
  }
}
