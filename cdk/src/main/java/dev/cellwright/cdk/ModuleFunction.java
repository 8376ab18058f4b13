package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// The function that serves a module's routes: published with SnapStart, called by its alias
/// `live`.
final class ModuleFunction extends Construct {
  static final String ALIAS = "live";

  private static final String HANDLER = "dev.cellwright.kernel.lambda.HttpFunction::handleRequest";

  /// API Gateway gives up after 29 seconds; the function's own error should come first.
  private static final Duration TIMEOUT = Duration.seconds(28);

  /// A full virtual CPU.
  private static final int MEMORY_MB = 1769;

  private final CellPlan plan;
  private final ModuleDeclaration module;
  private final CellParameters parameters;

  ModuleFunction(CellStack stack, String id, CellPlan plan, ModuleDeclaration module) {
    super(stack, id);
    this.plan = plan;
    this.module = module;
    parameters = new CellParameters(plan.names());
    var name = plan.names().function(module.name());
    var log = CellLogs.in(stack, plan).group(this, "Log", plan.names().logGroup(name));

    var function =
        Function.Builder.create(this, "Function")
            .functionName(name)
            .description(module.summary())
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler(HANDLER)
            .code(Code.fromAsset(ModuleAsset.folder(plan, module).toString()))
            .layers(List.of(KernelLayer.in(this, plan)))
            .role(role(log).role())
            .environment(environment(name))
            .memorySize(MEMORY_MB)
            .timeout(TIMEOUT)
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .tracing(Tracing.ACTIVE)
            .logGroup(log)
            .loggingFormat(LoggingFormat.JSON)
            .currentVersionOptions(
                VersionOptions.builder().removalPolicy(RemovalPolicy.RETAIN).build())
            .build();
    AcceptedFindings.on(function, AcceptedFindings.NO_QUEUE_FOR_SYNCHRONOUS);
    AcceptedFindings.on(
        function,
        "@aws-cdk/aws-lambda:snapStartRequirePublish",
        "Callers use the alias live, which points to a published version.");

    var alias =
        Alias.Builder.create(this, "Live")
            .aliasName(ALIAS)
            .version(function.getCurrentVersion())
            .build();
    new FunctionAlarms(this, "Alarms", name, alias);
  }

  private FunctionRole role(LogGroup log) {
    var role =
        new FunctionRole(this, "Access", plan, log, "What the module " + module.name() + " may do");
    role.mayCallDatabase();
    role.mayReadSecrets(List.of(databaseSecret(), contextKeySecret()));
    role.mayVerifyTokens();
    for (var resource : module.uses()) {
      switch (resource) {
        case TOKEN_SIGNING -> role.maySignTokens();
        case EMAIL -> role.maySendMail();
        case PROVIDER_SECRETS -> role.mayReadSecrets(List.of(providerSecrets()));
        case PUSH, SOCKETS, EXPORTS, SEALS ->
            throw new IllegalArgumentException("no cell has it yet: " + resource);
      }
    }
    return role;
  }

  /// What one caller may do a minute, by the names of the rate classes.
  private String rates() {
    var rates = plan.config().environment().rates();
    return JsonNodeFactory.instance
        .objectNode()
        .put("READ", rates.reads())
        .put("WRITE", rates.commands())
        .put("SIGN_IN", rates.signIns())
        .toString();
  }

  private SortedMap<String, String> environment(String functionName) {
    var config = plan.config();
    var domain = config.environment().domain();
    var url = domain == null ? null : "https://" + domain;
    var variables =
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("CELL_PRODUCT", config.product()),
                Map.entry("CELL_ENVIRONMENT", config.environmentName().text()),
                Map.entry("CELL_MODULE", module.name()),
                Map.entry("CELL_MODULES", String.join(",", config.modules())),
                Map.entry("CELL_FEATURES", features()),
                Map.entry("CELL_RATES", rates()),
                Map.entry("DATABASE_ARN", Arns.cluster(this, plan.names())),
                Map.entry("DATABASE_NAME", CellDatabase.NAME),
                Map.entry("DATABASE_SECRET_ARN", databaseSecret()),
                Map.entry("CONTEXT_KEY_SECRET_ARN", contextKeySecret()),
                Map.entry("TOKEN_KEY_ARN", parameters.read(this, CellParameters.TOKEN_KEY)),
                Map.entry("TOKEN_ISSUER", url == null ? "urn:cell:" + config.cellName() : url),
                Map.entry("TOKEN_AUDIENCE", config.cellName()),
                Map.entry("MAIL_FROM", config.sender()),
                Map.entry("LOG_LEVEL", "INFO"),
                Map.entry("POWERTOOLS_SERVICE_NAME", functionName),
                Map.entry("POWERTOOLS_METRICS_NAMESPACE", config.cellName())));
    if (url != null) {
      variables.put("CELL_URL", url);
    }
    if (module.uses().contains(CellResource.PROVIDER_SECRETS)) {
      variables.put("PROVIDER_SECRETS_ARN", providerSecrets());
    }
    return variables;
  }

  private String features() {
    var json = JsonNodeFactory.instance.objectNode();
    plan.config()
        .features()
        .getOrDefault(module.name(), new TreeMap<>())
        .forEach((name, value) -> json.putPOJO(name, value));
    return json.toString();
  }

  private String databaseSecret() {
    return parameters.read(this, CellParameters.databaseSecret(module.databaseRole()));
  }

  private String providerSecrets() {
    return parameters.read(this, CellParameters.PROVIDER_SECRETS);
  }

  private String contextKeySecret() {
    return parameters.read(this, CellParameters.CONTEXT_KEY_SECRET);
  }
}
