package dev.cellwright.cdk;

import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.ModuleDeclaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.constructs.Construct;

/// The function that tries the new versions of one stack before anybody's call reaches them.
///
/// One for all functions of the stack: CodeDeploy doesn't tell a hook which of them it asks about,
/// so each asking tries them all. What it calls as a tenant, the module says in
/// `<module>/smoke.json`.
final class SmokeFunction extends Construct {
  private static final String ARTIFACT = "smoke";

  private final CellPlan plan;
  private final String module;
  private final List<Released> released;
  private final String name;

  SmokeFunction(
      CellStack stack, String id, SharedCode code, String module, List<Released> released) {
    super(stack, id);
    plan = code.plan();
    this.module = module;
    this.released = released;
    name = plan.names().smoke(module);
    var log = code.logs().group(this, "Log", plan.names().logGroup(name));
    var access = new FunctionRole(this, "Access", plan, log, "What may be tried of " + module);
    access.allow(
        List.of("codedeploy:PutLifecycleEventHookExecutionStatus"),
        released.stream()
            .map(each ->
                Arns.of(
                    this,
                    "codedeploy",
                    "deploymentgroup:" + plan.names().releases() + "/" + each.function()))
            .toList());
    var environment = new TreeMap<String, String>();
    var targets = new TreeMap<String, Object>();
    for (var each : released) {
      callVersions(access, each.function());
      targets.put(each.kind().text(), List.of(each.version()));
    }
    if (servesRoutes()) {
      targets.put("module", module);
      targets.put("signIn", signIn(access));
      var tenant = new CellParameters(plan.names()).read(this, CellParameters.SYNTHETIC_TENANT);
      environment.put("SMOKE_TENANT_SECRET_ARN", tenant);
      access.mayReadSecrets(List.of(tenant));
    }
    environment.put("SMOKE_TARGETS", Stack.of(this).toJsonString(targets));
    var function =
        Function.Builder.create(this, "Function")
            .functionName(name)
            .description("Tries new versions of " + module + " before they get traffic")
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler("dev.cellwright.smoke.Smoke::handleRequest")
            .code(Code.fromAsset(asset().toString()))
            .layers(List.of(code.kernel()))
            .role(access.role())
            .environment(environment)
            .memorySize(1024)
            .timeout(Duration.minutes(5))
            .tracing(Tracing.ACTIVE)
            .logGroup(log)
            .loggingFormat(LoggingFormat.JSON)
            .build();
    AcceptedFindings.on(
        function,
        AcceptedFindings.alike(
            "CodeDeploy waits for its report, and gives the deployment up without one.",
            "Serverless-LambdaDLQ",
            "NIST.800.53.R5-LambdaDLQ"));
  }

  String name() {
    return name;
  }

  private boolean servesRoutes() {
    return released.stream().anyMatch(each -> each.kind() == Released.Kind.HTTP);
  }

  private void callVersions(FunctionRole access, String function) {
    var versions = Arns.function(this, function) + ":*";
    access.allow(List.of("lambda:InvokeFunction"), List.of(versions));
    access.accept(
        versions,
        "Any version of this one function: a permission for the newest alone would reach Lambda"
            + " later than the version that it is for.");
  }

  /// Where people sign in: by the new version, where it is that module's own; else by the live one.
  private String signIn(FunctionRole access) {
    var signsIn =
        plan.modules().stream()
            .filter(each -> each.uses().contains(CellResource.TOKEN_SIGNING))
            .map(ModuleDeclaration::name)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no module of the cell signs people in"));
    if (signsIn.equals(module)) {
      return released.getFirst().version();
    }
    var live = Arns.function(this, plan.names().function(signsIn)) + ":" + LiveFunction.ALIAS;
    access.allow(List.of("lambda:InvokeFunction"), List.of(live));
    return live;
  }

  private Path asset() {
    var code = plan.code();
    var folder = code.assetFolder(plan.config().cellName(), module + "-" + ARTIFACT);
    var libraries = new ArrayList<>(code.libraries(ARTIFACT));
    libraries.addFirst(code.jar(ARTIFACT));
    libraries.forEach(folder::library);
    return folder.text("smoke/steps.json", steps(module)).path();
  }

  /// What a module wants called, or nothing.
  static String steps(String module) {
    var name = module + "/smoke.json";
    try (var steps = SmokeFunction.class.getClassLoader().getResourceAsStream(name)) {
      return steps == null ? "[]" : new String(steps.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
