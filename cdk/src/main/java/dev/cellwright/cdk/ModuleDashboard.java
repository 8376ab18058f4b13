package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import java.util.Map;
import software.constructs.Construct;

/// What one module does: its routes, its functions, its queue, its jobs, and what it measures of
/// itself.
final class ModuleDashboard extends Construct {
  private final CellNames names;
  private final ModuleDeclaration module;

  ModuleDashboard(CellStack stack, String id, CellPlan plan, ModuleDeclaration module) {
    super(stack, id);
    this.module = module;
    names = plan.names();
    var body =
        new DashboardBody(plan.config().environment().region())
            .text("# %s: %s\n%s".formatted(names.cell(), module.name(), module.summary()))
            .row(route("Requests", "Requests", "Sum"), route("5xx", "ServerErrors", "Sum"))
            .row(route("p50, ms", "Latency", "p50"), route("p99, ms", "Latency", "p99"))
            .row(
                functions("Calls", "Invocations", "Sum"),
                functions("Errors", "Errors", "Sum"),
                functions("Sandboxes at once", "ConcurrentExecutions", "Maximum"),
                coldStarts());
    if (module.worksBehind()) {
      behind(body);
    }
    body.make(this, "Dashboard", names.dashboard(module.name()));
  }

  private void behind(DashboardBody body) {
    body.row(queue(), events("From event to effect, p99, ms", "EventAge", "p99"))
        .row(
            events("Reactions", "Reactions", "Sum"),
            events("Reactions that failed", "ReactionFailures", "Sum"));
    if (!module.schedules().isEmpty()) {
      body.row(
          jobs("Jobs, longest, ms", "JobDuration", "Maximum"),
          jobs("Jobs that failed", "JobFailures", "Sum"));
    }
    if (!module.alarms().isEmpty()) {
      body.row(gauges());
    }
  }

  private Graph route(String title, String metric, String statistic) {
    return Graph.of(title).each(names, names.function(module.name()), metric, "route", statistic);
  }

  private Graph events(String title, String metric, String statistic) {
    return Graph.of(title).each(names, names.behind(module.name()), metric, "listener", statistic);
  }

  private Graph jobs(String title, String metric, String statistic) {
    var graph = Graph.of(title);
    for (var schedule : module.schedules()) {
      var job = schedule.nameIn(module.name());
      graph.line(
          schedule.name(),
          Measure.own(names, metric, Map.of("service", names.behind(module.name()), "job", job)),
          statistic);
    }
    return graph;
  }

  private Graph gauges() {
    var graph = Graph.of("What the module measures of itself");
    for (var declared : module.alarms()) {
      graph.line(
          declared.meaning(),
          Measure.own(names, declared.metric(), Map.of("service", names.behind(module.name()))),
          "Maximum");
    }
    return graph;
  }

  /// Sandboxes that were restored from their snapshot: Lambda tells it in its report of a call.
  private Graph coldStarts() {
    return Graph.ofLogs(
        "Cold starts, and their p99 in ms",
        names.functions(module).stream().map(names::logGroup).toList(),
        "filter type = \"platform.report\" and ispresent(record.metrics.restoreDurationMs)"
            + " | stats count(*) as restored, pct(record.metrics.restoreDurationMs, 99) as p99"
            + " by bin(5m)");
  }

  private Graph functions(String title, String metric, String statistic) {
    var graph = Graph.of(title);
    for (var function : names.functions(module)) {
      graph.line(function, Measure.function(function, metric), statistic);
    }
    return graph;
  }

  private Graph queue() {
    var queue = names.queue(module.name());
    return Graph.of("Queue: messages, seconds of the oldest, dead letters")
        .line("wait", Measure.queue(queue, "ApproximateNumberOfMessagesVisible"), "Maximum")
        .line("oldest, s", Measure.queue(queue, "ApproximateAgeOfOldestMessage"), "Maximum")
        .line(
            "dead",
            Measure.queue(names.deadLetters(module.name()), "ApproximateNumberOfMessagesVisible"),
            "Maximum");
  }
}
