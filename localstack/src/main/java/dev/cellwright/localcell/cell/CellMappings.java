package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.iam.AccessDenied;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.sqs.SourceMapping;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the event source mappings of a template: queues whose messages go to functions. They act
/// with the functions' roles.
record CellMappings(CellTemplate template, CellTargets targets, Callers callers, CallLog calls) {
  private static final int CONCURRENCY = 10;
  private static final Set<String> KNOWN =
      Set.of(
          "FunctionName",
          "EventSourceArn",
          "BatchSize",
          "MaximumBatchingWindowInSeconds",
          "ScalingConfig",
          "FunctionResponseTypes",
          "Enabled",
          "Tags");
  private static final List<String> ACTIONS =
      List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

  /// Starts those that are enabled; those that started are known where a later one is refused.
  void startInto(Collection<SourceMapping> started) {
    template
        .ofType("AWS::Lambda::EventSourceMapping")
        .forEach(each -> {
          var properties = Properties.of(template, each, KNOWN);
          if (properties.path("Enabled").asBoolean(true)) {
            started.add(start(each, properties));
          }
        });
  }

  private SourceMapping start(Resource resource, JsonNode properties) {
    var queueArn = properties.path("EventSourceArn").asText();
    if (!targets.queues().has(queueArn)) {
      throw new CellProblem(resource + " is of " + queueArn + ", which is no queue of this cell");
    }
    var function =
        targets.function(resource, template.functionArn(resource, properties.path("FunctionName")));
    checkRole(resource, function, queueArn);
    checkTimeout(resource, function, queueArn);
    return SourceMapping.start(
        targets.queues(), settings(resource, properties, queueArn), function::invoke, calls);
  }

  private static SourceMapping.Settings settings(
      Resource resource, JsonNode properties, String queueArn) {
    var batchSize = properties.path("BatchSize").asInt(10);
    var window = properties.path("MaximumBatchingWindowInSeconds").asInt(0);
    var concurrency =
        properties.path("ScalingConfig").path("MaximumConcurrency").asInt(CONCURRENCY);
    if (batchSize < 1 || batchSize > 10_000 || (batchSize > 10 && window == 0)) {
      throw new CellProblem(
          resource + " has a BatchSize that is not 1 to 10, or 1 to 10000 with a batching window");
    }
    if (window < 0 || window > 300) {
      throw new CellProblem(resource + " has a batching window that is not 0 to 300 seconds");
    }
    if (concurrency < 2 || concurrency > 1000) {
      throw new CellProblem(resource + " has a MaximumConcurrency that is not 2 to 1000");
    }
    var partial = false;
    for (var each : properties.path("FunctionResponseTypes")) {
      if (!each.asText().equals("ReportBatchItemFailures")) {
        throw new CellProblem(resource + " has an unknown response type " + each.asText());
      }
      partial = true;
    }
    return new SourceMapping.Settings(
        queueArn, batchSize, Duration.ofSeconds(window), concurrency, partial);
  }

  private void checkRole(Resource resource, FunctionHost function, String queueArn) {
    var key = function.settings().environment().get("AWS_ACCESS_KEY_ID");
    var caller = key == null ? null : callers.find(key);
    if (caller == null) {
      throw new CellProblem(resource + " is for a function without a role");
    }
    try {
      ACTIONS.forEach(action -> callers.check(caller, action, queueArn, Map.of()));
    } catch (AccessDenied e) {
      throw new CellProblem(resource + ": " + e.getMessage(), e);
    }
  }

  private void checkTimeout(Resource resource, FunctionHost function, String queueArn) {
    var visible = targets.queues().visibilityTimeout(queueArn);
    if (visible.compareTo(function.settings().timeout()) < 0) {
      throw new CellProblem(
          "%s: the queue's visibility timeout of %d s is less than the function's timeout of %d s"
              .formatted(resource, visible.toSeconds(), function.settings().timeout().toSeconds()));
    }
  }
}
