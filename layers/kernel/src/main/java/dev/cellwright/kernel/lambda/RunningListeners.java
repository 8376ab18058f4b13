package dev.cellwright.kernel.lambda;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.event.Deliveries;
import dev.cellwright.kernel.event.Errands;
import dev.cellwright.kernel.event.JobRuns;
import dev.cellwright.kernel.event.ModuleQueue;
import dev.cellwright.kernel.event.Reactions;
import dev.cellwright.kernel.observe.DeliveryLog;
import dev.cellwright.kernel.observe.DeliveryMetrics;
import java.time.InstantSource;

/// What a module does without being asked, wired to its cell.
public record RunningListeners(
    Kernel kernel, Reactions reactions, JobRuns jobs, Errands errands, DeliveryLog log) {

  /// Wires a module from the environment of the function behind its queue.
  public static RunningListeners start(
      CellModule module, Environment environment, InstantSource clock) {
    var kernel = WiredKernel.of(environment, clock).kernel();
    var service = environment.require("POWERTOOLS_SERVICE_NAME");
    var log =
        new DeliveryLog(
            service,
            new DeliveryMetrics(environment.require("POWERTOOLS_METRICS_NAMESPACE"), service));
    return new RunningListeners(
        kernel,
        new Reactions(module.listeners(kernel), kernel.database(), clock, log),
        new JobRuns(
            module.declaration().name(), module.schedules(kernel), kernel.database(), clock, log),
        new Errands(module.declaration().name(), module.errands(kernel)),
        log);
  }

  /// Behind the queues that `MODULE_QUEUE_URL` and `DEAD_LETTER_QUEUE_URL` name.
  Deliveries deliveries() {
    var environment = kernel.environment();
    return new Deliveries(
        reactions,
        jobs,
        new ModuleQueue(
            kernel.aws().sqs(),
            environment.require("MODULE_QUEUE_URL"),
            environment.require("DEAD_LETTER_QUEUE_URL")),
        log);
  }
}
