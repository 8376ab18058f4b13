package dev.cellwright.cdk;

import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.ArrayList;
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
    AcceptedFindings.on(this, AcceptedFindings.BY_DESIGN);

    var data = stack("data", "What must not be lost: network, keys, database, secrets, files.");
    var keys = new CellKeys(data, "Keys", plan);
    new AlarmTopics(data, "Alarms", plan, keys.data());
    var network = new CellNetwork(data, "Network", plan, keys);
    new CellDatabase(data, "Database", plan, network, keys);
    new DatabaseRoles(data, "Roles", plan, keys);
    if (plan.hasDomain()) {
      new OriginSecret(data, "OriginSecret", plan, keys);
    }
    new CellMail(data, "Mail", plan);
    new SyntheticTenant(data, "Synthetic", plan, keys);
    if (plan.uses(CellResource.EXPORTS)) {
      new ExportsBucket(data, "Exports", plan, keys);
    }
    if (plan.uses(CellResource.SEALS)) {
      new SealsBucket(data, "Seals", plan, keys);
    }
    if (plan.uses(CellResource.PROVIDER_SECRETS)) {
      new ProviderSecrets(data, "ProviderSecrets", plan, keys);
    }

    var events = stack("events", "How modules hear of each other: bus, queues, schedules.");
    var queues = new CellEvents(events, "Events", plan);
    new CellSchedules(events, "Schedules", plan, queues);
    if (plan.socketModule() != null) {
      new CellSockets(events, "Sockets", plan);
    }

    var migrations = stack("migrations", "Brings the database to what this release expects.");
    migrations.addStackDependency(data);
    var release = new MigrationRun(migrations, "Migrations", plan).release();

    var delivery = stack("delivery", "Who moves traffic from a version to the next.");
    new CellDelivery(delivery, "Delivery", plan);
    if (CellSigning.isOn(plan)) {
      new CellSigning(delivery, "Signing", plan);
    }

    var relay = stack(RelayFunction.NAME, "Carries events from the outbox to the bus.");
    relay.addStackDependency(delivery);
    relay.addStackDependency(migrations);
    relay.addStackDependency(events);
    new RelayFunction(relay, "Function", plan);

    var api = stack("api", "The APIs, from the routes that the modules declare.");
    for (var module : plan.modules()) {
      var stack = stack(module.name(), "The module " + module.name() + ": " + module.summary());
      stack.addStackDependency(migrations);
      stack.addStackDependency(events);
      stack.addStackDependency(delivery);
      functions(stack, module);
      api.addStackDependency(stack);
    }
    new CellApi(api, "Api", plan);

    var drops = stack("drops", "Takes from the database what no code needs any more.");
    drops.addStackDependency(api);
    drops.addStackDependency(relay);
    new DropRun(drops, "Drops", plan, release);

    var observability = stack("observability", "How people see what the cell does.");
    observability.addStackDependency(data);
    observability.addStackDependency(api);
    new DatabaseAlarms(observability, "Database", plan);
    new RelayAlarms(observability, "Relay", plan);
    new MailAlarms(observability, "Mail");
    new LogQueries(observability, "Queries", plan);
    new CellCosts(observability, "Costs", plan);
    if (plan.config().environment().watched()) {
      new CellDashboard(observability, "Dashboard", plan);
      new ObjectiveAlarms(observability, "Objectives", plan);
      for (var module : plan.modules()) {
        new ModuleDashboard(observability, "Dashboard-" + module.name(), plan, module);
      }
    }

    var security = stack("security", "What the security team sees of the account.");
    if (!plan.config().environment().auditKey()) {
      security.addStackDependency(data);
    }
    new CellAudit(security, "Audit", plan);
    addStackDependency(security);

    if (plan.hasDomain()) {
      var edge = edge();
      edge.addStackDependency(api);
      new CellEdge(edge, "Edge", plan);
      addStackDependency(edge);
    }
    var others = plan.config().environment().services();
    if (others != null) {
      var services = stack("services", "The door for other systems.");
      services.addStackDependency(api);
      new CellServices(services, "Services", plan, others);
      addStackDependency(services);
    }

    describe();
    addStackDependency(observability);
    addStackDependency(drops);
  }

  private void functions(CellStack stack, ModuleDeclaration module) {
    var code = SharedCode.in(stack, plan, ModuleAsset.folder(plan, module));
    var released = new ArrayList<Released>();
    released.add(new ModuleFunction(stack, "Function", code, module).released());
    if (module.worksBehind()) {
      released.add(new ModuleBehind(stack, "Behind", code, module).released());
    }
    if (module.sockets()) {
      released.add(new ModuleSockets(stack, "Sockets", code, module).released());
    }
    new RollOut(stack, "RollOut", code, module.name(), released);
  }

  private CellStack stack(String part, String purpose) {
    return new CellStack(this, part, plan, plan.names().stack(part), purpose);
  }

  private CellStack edge() {
    return new CellStack(
        this,
        "edge",
        plan,
        plan.names().stack("edge"),
        "What stands at the domain, in front of the API.",
        CellEdge.REGION);
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
