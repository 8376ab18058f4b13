package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.config.CellChoice;
import dev.cellwright.config.CellConfig;
import dev.cellwright.config.EnvironmentName;
import dev.cellwright.config.InvalidConfig;
import dev.cellwright.config.ProductFiles;
import dev.cellwright.permissions.InvalidModel;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NIST80053R5Checks;
import io.github.cdklabs.cdknag.ServerlessChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Validations;

/// The program that `cdk` starts, in the root of the repository.
public final class CellApp {
  /// The name by which the command line selects the cell.
  public static final String CELL = "ProductCell";

  private CellApp() {}

  public static void main(String[] arguments) {
    try {
      var repository = Path.of("").toAbsolutePath();
      var app = app(App.Builder.create(), repository);
      var catalogue = ModuleCatalogue.onClassPath();
      var code = new BuiltCode(repository);
      if ("true".equals(said(app).get("pipeline"))) {
        pipeline(app, repository, catalogue, code);
      } else {
        new Cell(app, CELL, CellPlan.of(config(app, repository, catalogue), catalogue, code));
      }
      Budget.check(Path.of(app.synth().getDirectory()));
    } catch (InvalidConfig | InvalidModel | BuiltCode.Missing | OverBudget problem) {
      System.err.println(problem.getMessage());
      System.exit(1);
    }
  }

  /// An app with the feature flags of `cdk.json`, however it is started, and with cdk-nag.
  static App app(App.Builder builder, Path repository) {
    var app =
        builder.context(context(repository)).stackTraces(false).analyticsReporting(false).build();
    Validations.of(app)
        .addPlugins(
            new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app));
    return app;
  }

  /// The cell that the context chooses.
  static CellConfig config(App app, Path repository, ModuleCatalogue catalogue) {
    return CellChoice.of(said(app))
        .read(new ProductFiles(repository.resolve("cell-config")), catalogue.forConfig());
  }

  /// The pipeline of the product that the context chooses, with a cell for each environment.
  static void pipeline(App app, Path repository, ModuleCatalogue catalogue, BuiltCode code) {
    var choice = CellChoice.of(said(app));
    var files = new ProductFiles(repository.resolve("cell-config"));
    var cells = new TreeMap<EnvironmentName, CellPlan>();
    choice
        .readAll(files, catalogue.forConfig())
        .forEach((name, config) -> cells.put(name, CellPlan.of(config, catalogue, code)));
    new DeliveryPipeline(app, "Pipeline", choice.pipeline(files, catalogue.forConfig()), cells);
  }

  private static Map<String, Object> context(Path repository) {
    try {
      var settings = new ObjectMapper().readTree(repository.resolve("cdk.json").toFile());
      var context = new HashMap<String, Object>();
      context.put("aws:cdk:enable-path-metadata", true);
      settings
          .path("context")
          .properties()
          .forEach(flag ->
              context.put(
                  flag.getKey(), new ObjectMapper().convertValue(flag.getValue(), Object.class)));
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> said(App app) {
    var said = new HashMap<String, String>();
    if (app.getNode().getAllContext() instanceof Map<?, ?> all) {
      all.forEach((key, value) -> {
        if (value instanceof String text) {
          said.put(String.valueOf(key), text);
        }
      });
    }
    return said;
  }
}
