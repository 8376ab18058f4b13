package dev.cellwright.kernel.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class DocsPageTest {

  private static final String PAGE =
      DocsPage.of(OpenApi.published(TestingModules.CELL, TestingModules.both()));

  @Test
  void namesEveryOperationInItsContentsAndItsText() {
    for (var module : TestingModules.both()) {
      assertThat(PAGE).contains("href=\"#module-" + module.name() + "\"");
      for (var route : module.routes()) {
        assertThat(PAGE)
            .contains("href=\"#operation-" + route.name() + "\"")
            .contains("id=\"operation-" + route.name() + "\"")
            .contains("<span class=\"path\">" + route.path() + "</span>");
      }
    }
  }

  @Test
  void describesParametersBodiesAndAnswers() {
    assertThat(PAGE)
        .contains(
            "<code>filter[pinned]</code>",
            "Equal to one of these. Also <code>filter[pinned.ne]</code>.")
        .contains("<code>title</code>", "required; 2 to 50 characters")
        .contains("one of here, there", "1 to 5")
        .contains("application/json or application/merge-patch+json")
        .contains("Asks the permission <code>errand.edit</code>.")
        .contains("shown to those cleared for what is confidential")
        .contains("href=\"#error-PreconditionFailed\"");
  }

  @Test
  void escapesWhatDeclarationsSay() {
    assertThat(PAGE)
        .contains("Things to do &lt;elsewhere&gt;.")
        .contains("<code>&quot;quoted&quot;</code> &amp; more")
        .doesNotContain("<elsewhere>", "<do>");
  }

  @Test
  void linksOnlyToWhatIsOnThePage() {
    var ids = new HashSet<String>();
    Pattern.compile(" id=\"([^\"]+)\"")
        .matcher(PAGE)
        .results()
        .forEach(id -> {
          assertThat(ids.add(id.group(1))).as("twice: " + id.group(1)).isTrue();
        });

    Pattern.compile("href=\"#([^\"]+)\"")
        .matcher(PAGE)
        .results()
        .forEach(link -> assertThat(ids).contains(link.group(1)));
  }

  @Test
  void needsNothingElse() {
    assertThat(PAGE).doesNotContain("<script", "src=", "@import", "url(", "http://", "<link");
    assertThat(PAGE).contains("prefers-color-scheme: dark");
  }

  @Test
  void isWellFormed() throws Exception {
    var body = PAGE.substring(PAGE.indexOf("<body>"), PAGE.indexOf("</html>"));

    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));

    assertThat(document.getElementsByTagName("h3").getLength()).isGreaterThan(20);
  }
}
