package dev.cellwright.cdk;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.constructs.Construct;

/// What a cell does as a whole: what was promised, requests, callers, functions, queues, events,
/// jobs, webhooks, the database.
final class CellDashboard extends Construct {
  private final CellPlan plan;
  private final CellNames names;
  private final List<String> apis;

  CellDashboard(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    this.plan = plan;
    names = plan.names();
    apis = CellApi.names(plan);
    new DashboardBody(plan.config().environment().region())
        .text(
            "# %s\nRunbooks: `docs/runbooks.md`. What is measured: `docs/observability.md`. Saved queries: `%s/…`"
                .formatted(names.cell(), names.cell()))
        .row(promised())
        .row(requests(), latency())
        .row(
            Graph.of("Requests by plan").each(names, "Requests", "plan", "Sum"),
            Graph.of("p99 by plan, ms").each(names, "Latency", "plan", "p99"),
            Graph.of("Requests by status").each(names, "Requests", "status", "Sum"))
        .row(
            Graph.of("p99 by route, ms").each(names, "Latency", "service,route", "p99"),
            Graph.of("5xx by route").each(names, "ServerErrors", "service,route", "Sum"))
        .row(
            functions("Function errors", "Errors", "Sum"),
            functions("Throttles", "Throttles", "Sum"))
        .row(
            queues("Messages that wait", "ApproximateNumberOfMessagesVisible"),
            queues("Oldest message, s", "ApproximateAgeOfOldestMessage"),
            deadLetters())
        .row(
            relay(),
            Graph.of("From event to effect, p99, ms")
                .each(names, "EventAge", "service,listener", "p99"),
            Graph.of("Reactions that failed")
                .each(names, "ReactionFailures", "service,listener", "Sum"))
        .row(
            Graph.of("Jobs that failed").each(names, "JobFailures", "service,job", "Sum"),
            Graph.of("Jobs, longest, ms").each(names, "JobDuration", "service,job", "Maximum"),
            Graph.of("Webhooks").each(names, "Webhooks", "service,outcome", "Sum"))
        .row(size(), connections(), trouble())
        .make(this, "Dashboard", names.dashboard());
  }

  /// Of each budget of bad requests, what is left of the last thirty days'.
  private List<Graph> promised() {
    var days = (int) BurnRate.PERIOD.toDays();
    return Objective.of(plan.config().environment().objectives()).stream()
        .map(objective -> {
          var left =
              Graph.of(
                      "Budget left, %%: %s %% of requests, %s"
                          .formatted(objective.percent().toPlainString(), objective.name()))
                  .single(days);
          objective
              .counted(apis)
              .forEach((id, count) -> left.hidden(id, count.measure(), count.statistic()));
          return left.math(
              objective.name(),
              "100 * (1 - (%s) / %s)"
                  .formatted(objective.share(apis), objective.budget().toPlainString()));
        })
        .toList();
  }

  private Graph requests() {
    var graph = Graph.of("Requests");
    for (var api : apis) {
      graph.line(api, Measure.api(api, "Count"), "Sum");
      graph.line(api + " 4xx", Measure.api(api, "4XXError"), "Sum");
      graph.line(api + " 5xx", Measure.api(api, "5XXError"), "Sum");
    }
    return graph;
  }

  private Graph latency() {
    var promised = plan.config().environment().objectives();
    var graph = Graph.of("Latency at the gateway, ms");
    for (var api : apis) {
      graph.line(api + " p50", Measure.api(api, "Latency"), "p50");
      graph.line(api + " p99", Measure.api(api, "Latency"), "p99");
    }
    return graph.bound("p50", promised.p50Ms()).bound("p99", promised.p99Ms());
  }

  private Graph functions(String title, String metric, String statistic) {
    var graph = Graph.of(title);
    for (var module : plan.modules()) {
      for (var function : names.functions(module)) {
        graph.line(function, Measure.function(function, metric), statistic);
      }
    }
    var relay = names.function(RelayFunction.NAME);
    return graph.line(relay, Measure.function(relay, metric), statistic);
  }

  private Graph queues(String title, String metric) {
    var graph = Graph.of(title);
    eachQueue((of, queue) -> graph.line(of, Measure.queue(queue, metric), "Maximum"));
    return graph;
  }

  private Graph deadLetters() {
    var graph = Graph.of("Dead letters");
    eachQueue((of, _) ->
        graph.line(
            of,
            Measure.queue(names.deadLetters(of), "ApproximateNumberOfMessagesVisible"),
            "Maximum"));
    return graph;
  }

  private void eachQueue(BiConsumer<String, String> each) {
    for (var module : plan.modules()) {
      if (module.worksBehind()) {
        each.accept(module.name(), names.queue(module.name()));
      }
    }
    each.accept(RelayFunction.NAME, names.queue(RelayFunction.NAME));
  }

  private Graph relay() {
    var of = Map.of("service", names.function(RelayFunction.NAME));
    return Graph.of("Events that left, and seconds they waited")
        .line("published", Measure.own(names, "EventsPublished", of), "Sum")
        .line("refused by the bus", Measure.own(names, "EventsRefused", of), "Sum")
        .line("taken again", Measure.own(names, "EventsTakenAgain", of), "Sum")
        .line("oldest, s", Measure.own(names, "OutboxAge", of), "Maximum");
  }

  private Graph size() {
    return Graph.of("Database, ACU and % of the most")
        .line("ACU", Measure.database(names, "ServerlessDatabaseCapacity"), "Average")
        .line("% of the most", Measure.database(names, "ACUUtilization"), "Average")
        .line("CPU %", Measure.database(names, "CPUUtilization"), "Average");
  }

  private Graph connections() {
    return Graph.of("Database connections")
        .line("connections", Measure.database(names, "DatabaseConnections"), "Maximum")
        .bound("alarm", DatabaseAlarms.mostConnections(plan.config().environment().database()));
  }

  private Graph trouble() {
    return Graph.of("Database, commit ms and deadlocks")
        .line("commit", Measure.database(names, "CommitLatency"), "Average")
        .line("deadlocks a second", Measure.database(names, "Deadlocks"), "Maximum");
  }
}
