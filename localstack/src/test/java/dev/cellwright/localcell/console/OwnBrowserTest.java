package dev.cellwright.localcell.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnBrowserTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "localhost:8080", "localhost", "[::1]:8080"})
  void whoAsksForThisMachineIsAnswered(String host) {
    var get = TestingIncoming.of("GET", "/_cell/", "Host", host);

    assertThat(OwnBrowser.refusal(get)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8080",
        "127.0.0.1:8080@evil.example",
        "evil.example#127.0.0.1:8080",
        "0.0.0.0:8080",
        ""
      })
  void aNameThatWasMadeToMeanThisMachineIsNot(String host) {
    var get = TestingIncoming.of("GET", "/_cell/", "Host", host);

    assertThat(OwnBrowser.refusal(get)).contains("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Origin, http://127.0.0.1:3000",
    "Origin, http://localhost:8080",
    "Origin, https://127.0.0.1:8080",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void aPageOfAnotherOriginMayNotChangeTheCell(String header, String value) {
    for (var method : new String[] {"POST", "DELETE", "PUT"}) {
      var sent = TestingIncoming.of(method, "/_cell/faults", header, value);

      assertThat(OwnBrowser.refusal(sent)).as(method).contains("another origin");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://127.0.0.1:8080",
    "Sec-Fetch-Site, same-origin",
    "Sec-Fetch-Site, none",
    "User-Agent, curl/8.5.0"
  })
  void theCellsOwnPageAndACommandMay(String header, String value) {
    var post = TestingIncoming.of("POST", "/_cell/clock", header, value);

    assertThat(OwnBrowser.refusal(post)).isNull();
  }
}
