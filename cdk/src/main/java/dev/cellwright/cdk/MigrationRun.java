package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.permissions.sql.ModelFiles;
import dev.cellwright.permissions.sql.ModelSql;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
/// module's migrations. Both run again whenever their code or the modules of the cell change. What
/// a release drops, Migrate drops when it is asked again, by [DropRun]. Rotate stands beside them
/// and runs when somebody says so.
final class MigrationRun extends Construct {
  private static final String ARTIFACT = "migrations";

  private final CellPlan plan;
  private final Path asset;
  private final ILayerVersion kernel;
  private final SortedMap<String, String> release;

  MigrationRun(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    this.plan = plan;
    asset = asset();
    kernel = KernelLayer.in(this, plan);
    var logs = CellLogs.in(stack, plan);
    release = whatIsReleased();

    var logins = DatabaseLogins.in(this, plan);
    var bootstrap = new BootstrapFunction(this, "Bootstrap", logs, logins).function();
    var roles = new DeploymentStep(this, "BootstrapRun", logs, bootstrap, release);
    var migrate = new MigrateFunction(this, "Migrate", logs).function();
    var tables = new DeploymentStep(this, "MigrateRun", logs, migrate, release);
    tables.getNode().addDependency(roles);
    new RotateFunction(this, "Rotate", logs, logins);
  }

  /// The migrations' own jar and libraries, and the jar of each module: they hold its SQL. What the
  /// modules say of permissions is made into one text.
  private Path asset() {
    var code = plan.code();
    var folder = code.assetFolder(plan.config().cellName(), ARTIFACT);
    folder.library(code.jar(ARTIFACT));
    code.libraries(ARTIFACT).forEach(folder::library);
    var modules = plan.modules().stream().map(ModuleDeclaration::name).toList();
    modules.stream().map(code::jar).forEach(folder::library);
    folder.text("permissions/model.sql", ModelSql.of(ModelFiles.merged(modules)));
    return folder.path();
  }

  /// What these functions have in common.
  Function.Builder function(Construct scope, String name, String handlerClass) {
    return Function.Builder.create(scope, "Function")
        .functionName(name)
        .runtime(Runtime.JAVA_25)
        .architecture(Architecture.ARM_64)
        .handler("dev.cellwright.migrations." + handlerClass + "::handleRequest")
        .code(Code.fromAsset(asset.toString()))
        .layers(List.of(kernel))
        .memorySize(1024)
        .timeout(Duration.minutes(14))
        .tracing(Tracing.ACTIVE)
        .loggingFormat(LoggingFormat.JSON);
  }

  /// What is to be deployed; where it changes, the steps run again.
  SortedMap<String, String> release() {
    return release;
  }

  private SortedMap<String, String> whatIsReleased() {
    var release = new TreeMap<String, String>();
    release.put("code", BuiltCode.hash(asset));
    release.put("kernel", BuiltCode.hash(plan.code().layer()));
    release.put("modules", String.join(",", plan.config().modules()));
    return release;
  }
}
