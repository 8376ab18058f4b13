package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.Listener;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.CfnEventBus;
import software.constructs.Construct;

/// How the modules of a cell hear of each other: the bus that the relay puts events on, and for
/// each module that listens or has jobs a queue, filled by a rule.
final class CellEvents extends Construct {
  private final CellQueue relay;
  private final SortedMap<String, CellQueue> queues = new TreeMap<>();

  CellEvents(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    var names = plan.names();
    var bus =
        CfnEventBus.Builder.create(this, "Bus")
            .name(names.bus())
            .description("What happens in " + names.cell())
            .build();
    relay = new CellQueue(this, "Relay", names, RelayFunction.NAME);
    for (var module : plan.modules()) {
      if (module.worksBehind()) {
        queues.put(module.name(), queue(names, module, bus));
      }
    }
  }

  private CellQueue queue(CellNames names, ModuleDeclaration module, CfnEventBus bus) {
    var queue = new CellQueue(this, "Queue-" + module.name(), names, module.name());
    var patterns = module.listeners().stream().map(Listener::pattern).distinct().toList();
    var ofCell = patterns.stream().filter(pattern -> !pattern.isAws()).toList();
    if (!ofCell.isEmpty()) {
      new ListeningRule(this, "Rule-" + module.name(), names, module, ofCell, bus, queue);
    }
    if (patterns.contains(MailFeedback.PATTERN)) {
      new MailFeedback(this, "MailFeedback-" + module.name(), names, module, queue);
    }
    return queue;
  }

  CellQueue relay() {
    return relay;
  }

  CellQueue of(ModuleDeclaration module) {
    var queue = queues.get(module.name());
    if (queue == null) {
      throw new IllegalArgumentException(module.name() + " neither listens nor has jobs");
    }
    return queue;
  }
}
