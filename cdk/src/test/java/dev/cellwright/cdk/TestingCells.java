package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.config.CellChoice;
import dev.cellwright.config.ProductFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.apigateway.ApiDefinition;
import software.amazon.awscdk.services.apigateway.SpecRestApi;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.s3.CfnBucket;

/// Cells of testing modules, synthesized once for all tests: starting CDK takes seconds.
///
/// `acme-dev` and `acme-dev-again` are made from the same input; `acme-dev-next` of other code.
final class TestingCells {
  static final String FAULTY = "faulty";

  /// Named so that nobody asks for its findings.
  static final String SHARDED = "faulty-sharded";

  /// As it is deployed for development.
  static final String SHIPPED = "shipped-dev";

  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  /// A finding fails the test that looks for findings, not all tests.
  private static final Map<String, Object> REPORT_ONLY =
      Map.of("@aws-cdk/core:failSynthOnValidationErrors", false);

  private static final TestingCells ALL = new TestingCells();

  private final Path assembly;
  private final Map<String, Map<String, JsonNode>> templates = new TreeMap<>();

  private TestingCells() {
    try {
      var app =
          CellApp.app(
              App.Builder.create().outdir("target/cdk.out").postCliContext(REPORT_ONLY),
              REPOSITORY);
      var code = TestingBuild.in(Files.createTempDirectory("cell-build"));
      var next = TestingBuild.in(Files.createTempDirectory("cell-build"), " of the next release");
      Map.of(
              "acme-dev", Map.of("environment", "dev"),
              "acme-dev-again", Map.of("environment", "dev"),
              "acme-dev-next", Map.of("environment", "dev"),
              "acme-prod", Map.of("environment", "prod"),
              "minimal-dev", Map.of("productName", "minimal"),
              "guarded-dev", Map.of("productName", "guarded", "environment", "dev"),
              "guarded-staging", Map.of("productName", "guarded", "environment", "staging"),
              "guarded-prod", Map.of("productName", "guarded", "environment", "prod"))
          .entrySet()
          .stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(wanted -> {
            var folder =
                wanted.getKey().startsWith("guarded")
                    ? REPOSITORY.resolve("cdk/src/test/resources/cell-config")
                    : REPOSITORY.resolve("cell-config");
            var config =
                CellChoice.of(wanted.getValue())
                    .read(new ProductFiles(folder), TestingModules.catalogue().forConfig());
            new Cell(
                Stage.Builder.create(app, wanted.getKey()).build(),
                CellApp.CELL,
                CellPlan.of(
                    config,
                    TestingModules.catalogue(),
                    wanted.getKey().endsWith("-next") ? next : code));
          });
      shipped(app);
      CellApp.pipeline(app, REPOSITORY, TestingModules.catalogue(), code);
      faulty(app);
      sharded(app);
      assembly = Path.of(app.synth().getDirectory());
      try (Stream<Path> nested = Files.list(assembly)) {
        nested
            .filter(path -> path.getFileName().toString().startsWith("assembly-"))
            .forEach(this::read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The product that is shipped, of the modules as they were built.
  private static void shipped(App app) {
    var modules = ModuleCatalogue.onClassPath();
    var config =
        CellChoice.of(Map.of("environment", "dev"))
            .read(new ProductFiles(REPOSITORY.resolve("cell-config")), modules.forConfig());
    new Cell(
        Stage.Builder.create(app, SHIPPED).build(),
        CellApp.CELL,
        CellPlan.of(config, modules, new BuiltCode(REPOSITORY)));
  }

  /// Something for cdk-nag to find.
  private static void faulty(App app) {
    var stack = new Stack(app, FAULTY);
    new CfnBucket(stack, "Bucket");
    CfnFunction.Builder.create(stack, "Function")
        .code(CfnFunction.CodeProperty.builder().zipFile("").build())
        .role("arn:aws:iam::111111111111:role/nobody")
        .build();
  }

  /// A domain with three APIs.
  private static void sharded(App app) {
    var stack = new Stack(app, SHARDED);
    new ApiDomain(
        stack,
        "Domain",
        "origin.api.acme.example",
        "arn:aws:acm:eu-central-1:111111111111:certificate/0a1b2c3d-0000-1111-2222-333344445555",
        null,
        List.of(
            shard(stack, "First", "/api/v1/users"),
            shard(stack, "Second", "/api/v1/tasks", "/api/v1/tasks-archive"),
            shard(stack, "Third", "/docs")));
  }

  private static ApiDomain.Shard shard(Stack stack, String id, String... bases) {
    var definition =
        Map.of(
            "openapi",
            "3.0.3",
            "info",
            Map.of("title", id, "version", "1"),
            "paths",
            Map.of(bases[0], Map.of()));
    var api =
        SpecRestApi.Builder.create(stack, id)
            .apiDefinition(ApiDefinition.fromInline(definition))
            .build();
    return new ApiDomain.Shard(api, List.of(bases));
  }

  private void read(Path stage) {
    var cell = stage.getFileName().toString().substring("assembly-".length());
    try {
      var artifacts = json(stage.resolve("manifest.json")).path("artifacts");
      var stacks = new TreeMap<String, JsonNode>();
      for (var artifact : artifacts) {
        var properties = artifact.path("properties");
        if (properties.has("stackName")) {
          stacks.put(
              artifact.path("displayName").asText().replaceFirst(".*/", ""),
              json(stage.resolve(properties.path("templateFile").asText())));
        }
      }
      templates.put(cell, stacks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  /// The template of the pipeline of acme-crm; its cells are `Pipeline-dev` and so on.
  static JsonNode pipeline() {
    try {
      return json(ALL.assembly.resolve("Pipeline.template.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the cells were synthesized to.
  static Path assembly() {
    return ALL.assembly;
  }

  /// The template of a stack that belongs to no cell.
  static JsonNode alone(String stack) {
    try {
      return json(ALL.assembly.resolve(stack + ".template.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where one cell was synthesized to.
  static Path assembly(String cell) {
    return ALL.assembly.resolve("assembly-" + cell);
  }

  /// The templates of a cell by the name of their stack.
  static Map<String, JsonNode> of(String cell) {
    var templates = ALL.templates.get(cell);
    if (templates == null) {
      throw new IllegalArgumentException("no cell " + cell + " among " + ALL.templates.keySet());
    }
    return templates;
  }

  /// One template of a cell.
  static JsonNode of(String cell, String stack) {
    var template = of(cell).get(stack);
    if (template == null) {
      throw new IllegalArgumentException("no stack " + stack + " in " + cell);
    }
    return template;
  }
}
