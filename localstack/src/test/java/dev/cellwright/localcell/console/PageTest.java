package dev.cellwright.localcell.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.console.Part.Links;
import dev.cellwright.localcell.console.Part.Section;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final String HOSTILE =
      "</td></table><script>alert(1)</script><img src=x onerror='alert(1)'>\" onclick=\"x&lt;";

  @Test
  void whatStrangersWroteIsTextOnIt() {
    var page =
        html(
            new Section(
                HOSTILE,
                null,
                List.of(HOSTILE),
                List.of(List.of(HOSTILE, HOSTILE + "\n" + HOSTILE)),
                new Links(0, "requests/")));

    assertThat(page).doesNotContain("<script", "<img", "onerror='", "\" onclick=\"x");
    assertThat(page).contains("&lt;script&gt;", "x&amp;lt;");
    assertThat(page).contains("href=\"/_cell/requests/%3C%2Ftd%3E%3C%2Ftable%3E%3Cscript");
  }

  @Test
  void itLoadsNothingAndRunsNothing() throws Exception {
    var reply = Page.of("acme-dev", CellClock.movable(), List.of());
    var policy = String.valueOf(reply.header("Content-Security-Policy"));
    var page = new String(reply.body(), UTF_8);

    var style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page);
    assertThat(style.find()).isTrue();
    var digest = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(UTF_8));
    assertThat(policy)
        .startsWith("default-src 'none'; style-src 'sha256-")
        .contains(Base64.getEncoder().encodeToString(digest))
        .contains("form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*");
    assertThat(page).doesNotContain("http:", "https:", "src=", " style=");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void itFitsAPhoneAndLeadsToTheJson() {
    var rows = java.util.Collections.nCopies(30, List.of("x"));

    var page =
        html(
            new Section("Short", "queues", List.of("a"), List.of(List.of("x"))),
            new Section("Long", List.of("a"), rows),
            new Section("Empty", List.of("a"), List.of()));

    assertThat(page)
        .contains("name=\"viewport\"")
        .contains("<details open><summary>Short (1)</summary>")
        .contains("<a href=\"/_cell/queues\">JSON</a>")
        .contains("<details><summary>Long (30)</summary>")
        .contains("<p>none</p>");
  }

  private static String html(Section... sections) {
    return new String(Page.of("acme-dev", CellClock.movable(), List.of(sections)).body(), UTF_8);
  }
}
