package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {

  @ParameterizedTest
  @ValueSource(strings = {"Aa1-", "É1 ", "Ж٣!", "A1🦊"})
  void lettersAndDigitsOfAnyScriptCount(String password) {
    assertThat(PasswordRule.lacking(password)).isEmpty();
  }

  @Test
  void everythingThatIsMissingIsNamed() {
    assertThat(PasswordRule.lacking("abc")).hasSize(3);
  }

  @Test
  void anAccentIsNoSpecialCharacter() {
    assertThat(PasswordRule.lacking("Ae\u03011"))
        .containsExactly("a character that is neither letter nor digit");
  }
}
