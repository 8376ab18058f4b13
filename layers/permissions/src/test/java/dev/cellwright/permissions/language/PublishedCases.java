package dev.cellwright.permissions.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cellwright.permissions.InvalidModel.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The cases that the language's authors publish, which stand beside the repository or where
/// `SHARED_SUITES` says.
final class PublishedCases {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private PublishedCases() {}

  /// Skips the test where the cases are absent.
  static Path folder(String name) {
    var given = System.getenv("SHARED_SUITES");
    var above =
        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .map(path -> path.resolve("shared/suites"));
    var found =
        Stream.concat(given == null ? Stream.empty() : Stream.of(Path.of(given)), above)
            .map(path -> path.resolve("openfga/language-data").resolve(name))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(found.isPresent(), "skipped: no published cases " + name + " beside the repository");
    return found.orElseThrow();
  }

  static List<Path> folders(Path folder) {
    try (var inside = Files.list(folder)) {
      return inside.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> yaml(String file) {
    try {
      return StreamSupport.stream(YAML.readTree(text(folder(file))).spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A problem as cases tell it: lines and columns from 0.
  record Expected(String file, int line, int column, int end, String message) {

    static Expected of(Problem problem) {
      var place = problem.place();
      var column = place.column() - 1;
      return new Expected(
          place.file(), place.line() - 1, column, column + problem.length(), problem.message());
    }

    static Expected of(JsonNode error, String file) {
      assertThat(error.at("/line/end")).isEqualTo(error.at("/line/start"));
      return new Expected(
          error.path("file").asText(file),
          error.at("/line/start").intValue(),
          error.at("/column/start").intValue(),
          error.at("/column/end").intValue(),
          error.path("msg").asText());
    }

    static List<Expected> all(JsonNode errors, String file) {
      var all = new ArrayList<Expected>();
      errors.forEach(error -> all.add(of(error, file)));
      return all;
    }
  }
}
