package dev.cellwright.cdk;

import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// A cell: one product in one environment, complete, sharing nothing at run time with another.
///
/// Its stacks are parted by rate of change. The cell itself is the stack that depends on all of
/// them and holds nothing but the cell's description, so that deploying `ProductCell` deploys the
/// cell. An app that makes several cells puts each into a stage of its own.
public final class Cell extends CellStack {
  private final CellPlan plan;

  public Cell(Construct scope, String id, CellPlan plan) {
    super(scope, id, plan, plan.config().cellName(), "The cell as a whole.");
    this.plan = plan;

    var data = stack("data", "What must not be lost: network, keys, database, secrets.");
    var keys = new CellKeys(data, "Keys", plan);
    var network = new CellNetwork(data, "Network", plan, keys);
    new CellDatabase(data, "Database", plan, network, keys);
    new DatabaseRoles(data, "Roles", plan, keys);
    new CellMail(data, "Mail", plan);
    if (plan.modules().stream().anyMatch(m -> m.uses().contains(CellResource.PROVIDER_SECRETS))) {
      new ProviderSecrets(data, "ProviderSecrets", plan, keys);
    }

    var migrations = stack("migrations", "Brings the database to what this release expects.");
    migrations.addStackDependency(data);
    new MigrationRun(migrations, "Migrations", plan);

    var api = stack("api", "The HTTP API, from the routes that the modules declare.");
    for (var module : plan.modules()) {
      var stack = stack(module.name(), "The module " + module.name() + ": " + module.summary());
      stack.addStackDependency(migrations);
      new ModuleFunction(stack, "Function", plan, module);
      api.addStackDependency(stack);
    }
    new CellApi(api, "Api", plan);

    describe();
    addStackDependency(api);
  }

  private CellStack stack(String part, String purpose) {
    return new CellStack(this, part, plan, plan.names().stack(part), purpose);
  }

  private void describe() {
    var description = new TreeMap<String, Object>();
    description.put("product", plan.config().product());
    description.put("environment", plan.config().environmentName().text());
    description.put(
        "modules",
        plan.modules().stream()
            .collect(
                Collectors.toMap(
                    ModuleDeclaration::name,
                    ModuleDeclaration::version,
                    (first, _) -> first,
                    TreeMap::new)));
    StringParameter.Builder.create(this, "Description")
        .parameterName(plan.names().parameter("cell"))
        .stringValue(toJsonString(description))
        .build();
  }
}
