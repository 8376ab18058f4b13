package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.mail.MailTemplateRow;
import dev.cellwright.notifications.RenderMail.Outcome.Refused;
import dev.cellwright.notifications.RenderMail.Outcome.Rendered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderMailTest {

  private static MailTexts html(String html) {
    return new MailTexts("en", true, "Hello", html, null);
  }

  private static ObjectNode variables(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  private static Rendered rendered(MailTexts texts, ObjectNode variables) {
    var outcome = RenderMail.render(texts, variables);
    assertThat(outcome).isInstanceOf(Rendered.class);
    return (Rendered) outcome;
  }

  private static RenderMail.@Nullable Outcome outcome(String template, ObjectNode variables) {
    var refused = RenderMail.check(html(template), new ArrayList<>());
    return refused == null ? RenderMail.render(html(template), variables) : refused;
  }

  @Test
  void whatPeopleWroteIsEscapedInHtmlAndNotInText() {
    var texts = new MailTexts("en", true, "For {{name}}", "<p>{{name}}</p>", "{{name}}");

    var mail = rendered(texts, variables("name", "<b>Anna & Bo</b>"));

    assertThat(mail.subject()).isEqualTo("For <b>Anna & Bo</b>");
    assertThat(mail.html()).contains("<p>&lt;b&gt;Anna &amp; Bo&lt;/b&gt;</p>");
    assertThat(mail.text()).isEqualTo("<b>Anna & Bo</b>");
  }

  @Test
  void aSubjectIsOneLineWhateverIsFilledIn() {
    var texts = new MailTexts("en", true, "Task: {{title}}", "<p>x</p>", null);

    var mail = rendered(texts, variables("title", "a\r\nBcc: victim@example.com\u2028b\0c"));

    assertThat(mail.subject()).isEqualTo("Task: a Bcc: victim@example.com b c");
  }

  @Test
  void aSubjectIsLoggedAndSoHoldsNoLink() {
    var texts = new MailTexts("en", true, "Open {{link}}", "<p>{{link}}</p>", null);

    var mail = rendered(texts, variables("link", "https://acme.test/secret"));

    assertThat(mail.subject()).isEqualTo("Open");
    assertThat(mail.text()).isEqualTo("https://acme.test/secret");
    assertThat(mail.missing()).containsExactly("link");
  }

  @Test
  void textIsMadeFromHtmlWhereThereIsNone() {
    var mail =
        rendered(
            html(
                "<h1>Hi</h1><p>Two<br>lines &amp; <a href=\"https://acme.test/x\">a link</a></p>"
                    + "<ul><li>one</li><li>two</li></ul>"),
            variables("a", "b"));

    assertThat(mail.text())
        .contains("Hi", "lines & a link (https://acme.test/x)", "- one", "- two")
        .doesNotContain("<");
  }

  @Test
  void whatIsMissingIsEmptyAndNoted() {
    var mail = rendered(html("<p>a{{nobody}}b{{#if nothing}}c{{/if}}</p>"), variables("x", "y"));

    assertThat(mail.html()).contains("<p>ab</p>");
    assertThat(mail.missing()).containsExactly("nobody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{{name}}}",
        "{{& name}}",
        "{{~{name}~}}",
        "{{> other}}",
        "{{#> layout}}x{{/layout}}",
        "{{>(lookup . 'name')}}",
        "{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}",
        "{{=<% %>=}}<%& name%>",
        "{{include \"/etc/passwd\"}}",
        "{{embedded \"x\"}}",
        "{{#block \"x\"}}{{/block}}",
        "{{lookup this \"class\"}}",
        "{{log name}}",
        "{{precompile \"x\"}}",
        "{{i18n \"key\"}}",
        "{{uppercase name}}",
        "{{#if name}}",
        "{{name",
        "{{#each}}{{/each}}{{/each}}"
      })
  void whatALockedLanguageHasNotIsRefused(String template) {
    var outcome = outcome("<p>\n" + template + "</p>", variables("name", "x"));

    assertThat(outcome).as(template).isInstanceOf(Refused.class);
    var refused = (Refused) Objects.requireNonNull(outcome);
    assertThat(refused.field()).isEqualTo("body_html");
    assertThat(refused.message()).matches("(?s)line \\d+, column \\d+: .+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{name.class}}",
        "{{name.class.forName}}",
        "{{this.class.classLoader}}",
        "{{toString}}",
        "{{getClass}}",
        "{{name.bytes}}",
        "{{entrySet}}"
      })
  void nothingOfJavasIsReached(String template) {
    assertThat(rendered(html("<p>a" + template + "b</p>"), variables("name", "x")).html())
        .contains("<p>ab</p>");
  }

  static Stream<String> greedy() {
    return Stream.of(
        "{{#each a}}".repeat(10) + "{{/each}}".repeat(10),
        "{{#each a}}{{#each ../a}}{{#each ../../a}}{{#each ../../../a}}x{{/each}}{{/each}}{{/each}}{{/each}}",
        "{{#a}}{{#../a}}{{#../../a}}{{#../../../a}}y{{/../../../a}}{{/../../a}}{{/../a}}{{/a}}",
        "{{#each a}}" + "0123456789".repeat(3000) + "{{/each}}",
        "{{#if a}}".repeat(3000) + "{{/if}}".repeat(3000),
        "{{#if a}}x" + "{{else if a}}y".repeat(990) + "{{/if}}",
        "{{if " + "(if ".repeat(9000) + "a" + ")".repeat(9000) + "}}",
        "{{a" + ".a".repeat(15000) + "}}");
  }

  @ParameterizedTest
  @MethodSource("greedy")
  void aTemplateThatWantsTooMuchEndsSoon(String template) {
    var variables = JsonNodeFactory.instance.objectNode();
    var list = variables.putArray("a");
    for (int i = 0; i < 50; i++) {
      list.add("x");
    }
    var started = Instant.now();

    var outcome = outcome("<p>" + template + "</p>", variables);

    assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(10));
    if (outcome instanceof Rendered mail) {
      assertThat(mail.html().length()).isLessThan(200_100);
    }
  }

  @Test
  void loopsWithinLoopsAreRefused() {
    var variables = JsonNodeFactory.instance.objectNode();
    var list = variables.putArray("a");
    for (int i = 0; i < 50; i++) {
      list.add("x");
    }

    var outcome =
        outcome("{{#each a}}{{#each ../a}}{{#each ../../a}}{{/each}}{{/each}}{{/each}}", variables);

    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(((Refused) Objects.requireNonNull(outcome)).message())
        .contains("goes round more than 5000 times");
  }

  @Test
  void whatRunsLoadsOrAsksIsTakenOut() {
    var mail =
        rendered(
            html(
                "<p onclick=\"x()\" style=\"color: red\">Hi<script>evil()</script><a href=\"{{url}}\">go</a>"
                    + "<a href=\"java\nscript:alert(1)\">a</a><iframe src=\"https://x\"></iframe><form action=\"https://x\">f</form></p>"),
            variables("url", "JavaScript:alert(1)"));

    assertThat(mail.html())
        .contains("style=\"color: red\"", "Hi")
        .doesNotContainIgnoringCase("script", "onclick", "iframe", "<form");
  }

  @Test
  void theLanguageComesFirstAndInItTheOrganizationsOwn() {
    var all =
        List.of(
            new MailTexts("en", false, "en", "", null),
            new MailTexts("de", false, "de", "", null),
            new MailTexts("en", true, "own", "", null));

    assertThat(String.valueOf(MailTexts.best(all, "de-AT"))).contains("subject=de");
    assertThat(String.valueOf(MailTexts.best(all, "fr"))).contains("subject=own");
    assertThat(MailTexts.best(List.of(), "en")).isNull();
  }

  @Test
  void everyModulesTemplatesCanBeWritten() {
    for (var module : CellModule.onClassPath().values()) {
      for (var row : MailTemplateRow.of(module.declaration(), module.getClass().getClassLoader())) {
        var texts =
            new MailTexts(row.locale(), false, row.subject(), row.bodyHtml(), row.bodyText());

        assertThat(RenderMail.check(texts, new ArrayList<>())).as(row.slug()).isNull();
        var mail =
            rendered(
                texts, StandardVariables.added(row.sample(), "Acme", "Bo", "https://acme.test"));
        assertThat(mail.missing()).as(row.slug() + " " + row.locale()).isEmpty();
        assertThat(mail.text()).as(row.slug()).doesNotContain("{{").isNotBlank();
      }
    }
  }
}
