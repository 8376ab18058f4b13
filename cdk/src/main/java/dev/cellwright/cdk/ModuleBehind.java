package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import software.constructs.Construct;

/// The function that takes a module's queue: it reacts to events and runs the module's jobs.
///
/// A second entry of the same code, with a role of its own: what comes over HTTP can't do what only
/// a job may, and the other way round.
final class ModuleBehind extends Construct {
  private static final String HANDLER = "dev.cellwright.kernel.lambda.QueueFunction::handleRequest";

  private final Released released;

  ModuleBehind(CellStack stack, String id, SharedCode code, ModuleDeclaration module) {
    super(stack, id);
    var plan = code.plan();
    var names = plan.names();
    var name = names.behind(module.name());
    var function =
        new LiveFunction(this, code, name, "What the module " + module.name() + " may do unasked");
    var needs = new ModuleNeeds(this, plan, module, function.access());
    needs.contexts();
    needs.resources(module.usesBehind());

    var dead = names.deadLetters(module.name());
    function.access().mayTake(names.queue(module.name()));
    function.access().maySend(dead);
    var environment = needs.environment(name);
    environment.put("MODULE_QUEUE_URL", Arns.queueUrl(this, names.queue(module.name())));
    environment.put("DEAD_LETTER_QUEUE_URL", Arns.queueUrl(this, dead));

    var alias =
        function.publish(
            "Events and jobs: " + module.summary(), HANDLER, CellQueue.WORK, environment);
    new QueueSource(
        this,
        "Queue",
        names.queue(module.name()),
        alias,
        function.access(),
        plan.config().environment().queueConcurrency());
    released = new Released(Released.Kind.QUEUE, name, alias);
    new FunctionAlarms(this, "Alarms", name, alias);
    new GaugeAlarms(this, "Gauges", plan, module, name);
  }

  Released released() {
    return released;
  }
}
