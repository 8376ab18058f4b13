package dev.cellwright.kernel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

  @ParameterizedTest
  @ValueSource(strings = {"\r\nBcc: b@c.de", "\n", "\r", "\0", "\u2028", "\u0085", "\ud800"})
  void noHeaderIsSmuggledIn(String breaking) {
    assertThatThrownBy(() -> new Mail("anna@example.com", "Hello" + breaking, "text", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Mail("anna@example.com" + breaking, "Hello", "text", null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSubjectMaySayAnythingElse() {
    assertThat(new Mail("anna@example.com", "Bcc: für Änna 🐈", "a\r\nb", null).subject())
        .isEqualTo("Bcc: für Änna 🐈");
  }

  @Test
  void nothingPersonalIsPrinted() {
    assertThat(new Mail("anna@example.com", "Hello", "text", null)).hasToString("Mail");
  }

  @ParameterizedTest
  @CsvSource({
    "anna@example.com, anna@example.com",
    "anna.o'hara+cat@sub.example.com, anna.o'hara+cat@sub.example.com",
    "anna@exämple.com, anna@xn--exmple-cua.com",
    "anna@例え.jp, anna@xn--r8jz45g.jp",
  })
  void anAddressGoesOutInAscii(String written, String sent) {
    assertThat(WireAddress.of(written)).isEqualTo(new WireAddress(sent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "anna",
        "@example.com",
        "anna@",
        "anna@localhost",
        "anna@example.com.",
        "anna@.com",
        "anna@exa mple.com",
        "anna@example.com,berta@example.com",
        "Anna <anna@example.com>",
        "änna@example.com",
        "an na@example.com",
        "\"anna\"@example.com",
        ".anna@example.com",
        "anna@berta@example.com",
        "anna@[127.0.0.1]",
      })
  void whatSesCouldNotSendToIsNoAddress(String written) {
    assertThat(WireAddress.of(written)).isNull();
  }

  @Test
  void anAddressHasALongestLength() {
    assertThat(WireAddress.of("a".repeat(64) + "@example.com")).isNotNull();
    assertThat(WireAddress.of("a".repeat(65) + "@example.com")).isNull();
    assertThat(WireAddress.of("a@" + "b.".repeat(126) + "com")).isNull();
  }
}
