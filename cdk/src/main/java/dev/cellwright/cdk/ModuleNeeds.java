package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.constructs.Construct;

/// What every function of a module needs, whatever calls it: the database, its secrets, the relay,
/// and in its environment where all that is.
final class ModuleNeeds {
  private final Construct scope;
  private final CellPlan plan;
  private final ModuleDeclaration module;
  private final FunctionRole access;
  private final CellParameters parameters;
  private final SortedMap<String, String> resources = new TreeMap<>();

  ModuleNeeds(Construct scope, CellPlan plan, ModuleDeclaration module, FunctionRole access) {
    this.scope = scope;
    this.plan = plan;
    this.module = module;
    this.access = access;
    parameters = new CellParameters(plan.names());
    access.mayCallDatabase();
    access.mayReadSecrets(List.of(databaseSecret()));
    if (publishes()) {
      access.maySend(plan.names().queue(RelayFunction.NAME));
    }
  }

  /// Speaks for tenants in the database.
  void contexts() {
    access.mayReadSecrets(List.of(contextKeySecret()));
  }

  /// Those of the cell's resources that the function may touch.
  void resources(Set<CellResource> used) {
    var granted = new ResourceAccess(scope, plan, access, resources);
    used.stream().sorted().forEach(granted::to);
  }

  SortedMap<String, String> environment(String functionName) {
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
                Map.entry("CELL_PLANS", String.join(",", config.plans())),
                Map.entry("DATABASE_ARN", Arns.cluster(scope, plan.names())),
                Map.entry("DATABASE_NAME", CellDatabase.NAME),
                Map.entry("DATABASE_SECRET_ARN", databaseSecret()),
                Map.entry("CONTEXT_KEY_SECRET_ARN", contextKeySecret()),
                Map.entry("TOKEN_KEY_ALIAS", Arns.keyAlias(scope, plan.names(), CellKeys.TOKENS)),
                Map.entry("TOKEN_ISSUER", url == null ? "urn:cell:" + config.cellName() : url),
                Map.entry("TOKEN_AUDIENCE", config.cellName()),
                Map.entry("MAIL_FROM", config.sender()),
                Map.entry("LOG_LEVEL", "INFO"),
                Map.entry("POWERTOOLS_SERVICE_NAME", functionName),
                Map.entry("POWERTOOLS_METRICS_NAMESPACE", config.cellName())));
    if (url != null) {
      variables.put("CELL_URL", url);
      variables.put("EDGE_ORIGIN", plan.hosts().origin());
    }
    if (publishes()) {
      variables.put(
          "RELAY_QUEUE_URL", Arns.queueUrl(scope, plan.names().queue(RelayFunction.NAME)));
    }
    variables.putAll(resources);
    return variables;
  }

  private boolean publishes() {
    return !module.events().isEmpty();
  }

  /// What one caller may do a minute, by the names of the rate classes.
  private String rates() {
    var rates = plan.config().environment().rates();
    return JsonNodeFactory.instance
        .objectNode()
        .put("READ", rates.reads())
        .put("WRITE", rates.commands())
        .put("BULK", rates.bulkCommands())
        .put("SIGN_IN", rates.signIns())
        .toString();
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
    return parameters.read(scope, CellParameters.databaseSecret(module.databaseRole()));
  }

  private String contextKeySecret() {
    return parameters.read(scope, CellParameters.CONTEXT_KEY_SECRET);
  }
}
