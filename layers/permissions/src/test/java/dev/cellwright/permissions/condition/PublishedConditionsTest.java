package dev.cellwright.permissions.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.language.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every condition that OpenFGA publishes in its cases: it has a form, which answers as CEL does.
class PublishedConditionsTest {
  private static final Pattern CONDITION =
      Pattern.compile("(?m)^( *)condition \\w+\\([^)]*\\) *\\{.*?^\\1\\}", Pattern.DOTALL);

  /// Its expression names what is no parameter: OpenFGA's parser doesn't look.
  private static final String BROKEN = "document_attributes[\"state\"] in allowed_states";

  @Test
  void everyPublishedConditionAnswersAsCelDoes() throws Exception {
    var conditions = conditions();
    assertThat(conditions).hasSizeGreaterThan(30);

    try (var database = TestingDatabase.start()) {
      for (var condition : conditions.values()) {
        answersAsCelDoes(database, condition);
      }
    }
  }

  private static void answersAsCelDoes(TestingDatabase database, Condition condition)
      throws Exception {
    var cel = new TestingCel(condition);
    var contexts = new TestingContexts(new Random(3));
    database.install(condition);
    for (var count = 0; count < ConditionSqlTest.CONTEXTS; count++) {
      var context = contexts.next(condition);
      assertThat(database.answer(context))
          .as("%s with %s", condition.expression(), context)
          .isEqualTo(cel.answer(context));
    }
  }

  private static Map<String, Condition> conditions() throws IOException {
    var all = new LinkedHashMap<String, Condition>();
    for (var file : files()) {
      var matcher = CONDITION.matcher(Files.readString(file));
      while (matcher.find()) {
        var text = matcher.group().stripIndent();
        if (!text.contains(BROKEN)) {
          all.computeIfAbsent(text, each -> parsed(each, file));
        }
      }
    }
    return all;
  }

  private static Condition parsed(String text, Path file) {
    var name = text.substring("condition ".length(), text.indexOf('('));
    var model =
        "model\n  schema 1.1\ntype user\ntype thing\n  relations\n    define a: [user with %s]\n%s\n";
    try {
      return Models.single(model.formatted(name, text), file.toString()).conditions().getFirst();
    } catch (InvalidModel e) {
      return fail(text, e);
    }
  }

  private static List<Path> files() throws IOException {
    var suite =
        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .map(path -> path.resolve("shared/suites/openfga"))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(suite.isPresent(), "skipped: no published cases beside the repository");
    try (var files = Files.walk(suite.orElseThrow())) {
      return files
          .filter(file -> file.toString().matches(".*(\\.fga|_tests\\.yaml)"))
          .sorted()
          .toList();
    }
  }
}
