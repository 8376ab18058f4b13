package dev.cellwright.cdk;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.constructs.Construct;

/// The function that carries events from the outbox to the bus, whenever a command nudges it and
/// once a minute besides.
final class RelayFunction extends Construct {
  static final String NAME = "relay";
  static final String DATABASE_ROLE = "m_relay";

  private static final String HANDLER = "dev.cellwright.relay.Relay::handleRequest";

  /// The least that Lambda allows. Two relays do: each takes all that is there.
  private static final int CONCURRENCY = 2;

  RelayFunction(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    var names = plan.names();
    var parameters = new CellParameters(names);
    var name = names.function(NAME);
    var code = SharedCode.in(stack, plan, asset(plan));
    var function = new LiveFunction(this, code, name, "What the relay may do");
    var secret = parameters.read(this, CellParameters.databaseSecret(DATABASE_ROLE));
    var access = function.access();
    access.mayCallDatabase();
    access.mayReadSecrets(List.of(secret));
    access.mayTake(names.queue(NAME));
    // It nudges itself where more waits than one call carries.
    access.maySend(names.queue(NAME));
    access.mayPutEvents();

    var alias =
        function.publish(
            "Carries events from the outbox to the bus",
            HANDLER,
            CellQueue.WORK,
            environment(plan, name, secret));
    new QueueSource(this, "Queue", names.queue(NAME), alias, access, CONCURRENCY);
    new FunctionAlarms(this, "Alarms", name, alias);
    new RollOut(
        stack, "RollOut", code, NAME, List.of(new Released(Released.Kind.QUEUE, name, alias)));
  }

  private static Path asset(CellPlan plan) {
    var code = plan.code();
    var folder = code.assetFolder(plan.config().cellName(), NAME);
    folder.library(code.jar(NAME));
    code.libraries(NAME).forEach(folder::library);
    return folder.path();
  }

  private SortedMap<String, String> environment(CellPlan plan, String name, String secret) {
    var names = plan.names();
    var variables = new TreeMap<String, String>();
    variables.put("CELL_PRODUCT", plan.config().product());
    variables.put("CELL_ENVIRONMENT", plan.config().environmentName().text());
    variables.put("DATABASE_ARN", Arns.cluster(this, names));
    variables.put("DATABASE_NAME", CellDatabase.NAME);
    variables.put("DATABASE_SECRET_ARN", secret);
    variables.put("EVENT_BUS_NAME", names.bus());
    variables.put("RELAY_QUEUE_URL", Arns.queueUrl(this, names.queue(NAME)));
    variables.put("LOG_LEVEL", "INFO");
    variables.put("POWERTOOLS_SERVICE_NAME", name);
    variables.put("POWERTOOLS_METRICS_NAMESPACE", plan.config().cellName());
    return variables;
  }
}
