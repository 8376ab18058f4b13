package dev.cellwright.cdk;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.logs.CfnQueryDefinition;
import software.constructs.Construct;

/// Questions to the logs of a cell, saved in CloudWatch under its name. Where one says
/// `put-…-here`, what is looked for goes.
final class LogQueries extends Construct {
  /// What CloudWatch takes for one query.
  private static final int MOST_GROUPS = 50;

  private final CellNames names;
  private final List<String> groups;

  LogQueries(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    names = plan.names();
    groups = groups(plan);
    save(
        "by correlation id",
        """
        fields @timestamp, service, level, message, method, route, status, event_type, listener, job, \
        outcome, duration_ms, trace_id
        | filter correlation_id = "put-the-id-here"
        | sort @timestamp asc\
        """);
    save(
        "slow requests",
        """
        filter message = "answered" and duration_ms > %d
        | stats count(*) as requests, pct(duration_ms, 50) as p50, pct(duration_ms, 99) as p99, \
        max(duration_ms) as slowest by service, route
        | sort requests desc\
        """
            .formatted(plan.config().environment().objectives().p99Ms()));
    save(
        "errors by route",
        """
        filter message = "answered" and status >= 500
        | stats count(*) as errors, latest(correlation_id) as one_of_them by service, route, status
        | sort errors desc\
        """);
    save(
        "one organization's requests",
        """
        filter message = "answered" and org_id = "put-the-id-here"
        | stats count(*) as requests, sum(status >= 500) as errors, pct(duration_ms, 99) as p99 \
        by service, route
        | sort requests desc\
        """);
    save(
        "refused permissions",
        """
        filter message = "answered" and status = 403
        | stats count(*) as refusals, latest(correlation_id) as one_of_them \
        by service, route, org_id, user_id
        | sort refusals desc\
        """);
    save(
        "cold starts",
        """
        filter type = "platform.report"
        | stats count(*) as calls, count(record.metrics.restoreDurationMs) as restored, \
        pct(record.metrics.restoreDurationMs, 99) as p99 by @log, bin(5m)
        | sort restored desc\
        """);
    save(
        "events and jobs that failed",
        """
        filter ispresent(outcome) and outcome in ["FAILED", "UNUSABLE"]
        | stats count(*) as failures, latest(correlation_id) as one_of_them \
        by service, listener, event_type, job
        | sort failures desc\
        """);
  }

  /// The logs of all functions that write the kernel's lines.
  ///
  /// @throws OverBudget where there are more than one query can search
  static List<String> groups(CellPlan plan) {
    var names = plan.names();
    var functions = new ArrayList<String>();
    for (var module : plan.modules()) {
      functions.addAll(names.functions(module));
    }
    functions.add(names.function(RelayFunction.NAME));
    if (functions.size() > MOST_GROUPS) {
      throw new OverBudget(
          "the cell has %d function logs, a saved query searches %d: pick fewer modules"
              .formatted(functions.size(), MOST_GROUPS));
    }
    return functions.stream().map(names::logGroup).toList();
  }

  private void save(String name, String query) {
    CfnQueryDefinition.Builder.create(this, name.replaceAll("[^a-z]", "-"))
        .name(names.cell() + "/" + name)
        .logGroupNames(groups)
        .queryString(query)
        .build();
  }
}
