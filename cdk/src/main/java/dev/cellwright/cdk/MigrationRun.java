package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.constructs.Construct;

/// Brings the database to what the code of this release expects, before that code is deployed.
///
/// First Bootstrap: roles, their passwords, the key of request contexts. Then Migrate: each
/// module's migrations. Both run again whenever their code or the modules of the cell change.
final class MigrationRun extends Construct {
  private static final String ARTIFACT = "migrations";

  private final CellPlan plan;
  private final String asset;
  private final ILayerVersion kernel;

  MigrationRun(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    this.plan = plan;
    asset = asset();
    kernel = KernelLayer.in(this, plan);
    var logs = CellLogs.in(stack, plan);

    var bootstrap =
        new DeploymentStep(
            this, "BootstrapRun", plan, logs, BootstrapFunction.in(this, plan, logs), cause());
    var migrate =
        new DeploymentStep(
            this, "MigrateRun", plan, logs, MigrateFunction.in(this, stack, plan, logs), cause());
    migrate.getNode().addDependency(bootstrap);
  }

  /// What both functions have in common.
  Function.Builder function(Construct scope, String name, String handlerClass) {
    return Function.Builder.create(scope, "Function")
        .functionName(name)
        .runtime(Runtime.JAVA_25)
        .architecture(Architecture.ARM_64)
        .handler("dev.cellwright.migrations." + handlerClass + "::handleRequest")
        .code(Code.fromAsset(asset))
        .layers(java.util.List.of(kernel))
        .memorySize(1024)
        .timeout(Duration.minutes(14))
        .tracing(Tracing.ACTIVE)
        .loggingFormat(LoggingFormat.JSON);
  }

  /// The migrations' own jar and libraries, and the jar of each module: they hold its SQL.
  private String asset() {
    var code = plan.code();
    var folder = code.assetFolder(plan.config().cellName(), ARTIFACT);
    folder.library(code.jar(ARTIFACT));
    code.libraries(ARTIFACT).forEach(folder::library);
    plan.modules().stream().map(ModuleDeclaration::name).map(code::jar).forEach(folder::library);
    return folder.path().toString();
  }

  /// A custom resource runs again when one of its properties changed.
  private Map<String, String> cause() {
    return Map.of(
        "code", BuiltCode.hash(java.nio.file.Path.of(asset)),
        "kernel", BuiltCode.hash(plan.code().layer()),
        "modules", String.join(",", plan.config().modules()));
  }
}
