package dev.cellwright.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path DECISIONS = REPOSITORY.resolve("docs/adr");

  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(#[^)\\s]+)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern COMMAND = Pattern.compile("\\./cell ([a-z]+)");
  private static final Pattern HELP = Pattern.compile("(?m)^ {2}([a-z]+) ");

  @Test
  void everyLinkLeadsSomewhere() {
    var broken =
        documents()
            .flatMap(document ->
                links(document)
                    .filter(link -> !leadsSomewhere(document, link))
                    .map(link -> REPOSITORY.relativize(document) + ": " + link.group()));

    assertThat(broken).isEmpty();
  }

  @Test
  void everyCommandIsOneOfTheLaunchers() {
    var known = matches(HELP, text(REPOSITORY.resolve("cell"))).toList();

    assertThat(known).contains("up", "test");
    assertThat(documents().flatMap(document -> matches(COMMAND, text(document))).distinct())
        .isSubsetOf(known);
  }

  @Test
  void theIndexHasEveryDecision() throws IOException {
    try (var files = Files.list(DECISIONS)) {
      var decisions =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("README.md"));
      var index = matches(LINK, text(DECISIONS.resolve("README.md")));

      assertThat(index).containsExactlyInAnyOrderElementsOf(decisions.toList());
    }
  }

  private static Stream<Path> documents() {
    return Stream.of("README.md", "docs", "functions", "cell-config", "localstack", "layers", "cdk")
        .map(REPOSITORY::resolve)
        .flatMap(DocumentsTest::documentsBelow);
  }

  private static Stream<Path> documentsBelow(Path start) {
    try (var files = Files.walk(start)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !REPOSITORY.relativize(file).toString().contains("target"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<MatchResult> links(Path document) {
    return LINK
        .matcher(CODE_BLOCK.matcher(text(document)).replaceAll(""))
        .results()
        .toList()
        .stream();
  }

  private static boolean leadsSomewhere(Path document, MatchResult link) {
    var target = document.resolveSibling(link.group(1));
    var file = link.group(1).isEmpty() ? document : target;
    return Files.exists(file) && (link.group(2) == null || anchors(file).contains(link.group(2)));
  }

  /// The headings, as their links are written.
  private static List<String> anchors(Path document) {
    return matches(HEADING, CODE_BLOCK.matcher(text(document)).replaceAll(""))
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> "#" + heading.replace(' ', '-'))
        .toList();
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList().stream();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
