package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.constructs.Construct;

/// Hands the messages of a queue to a function, ten at a time; the function says which of them are
/// to come again.
final class QueueSource extends Construct {
  private static final int BATCH = 10;

  /// @param concurrency how many calls at once, so that a flood of events leaves the database to
  ///   those who wait for an answer
  QueueSource(
      Construct scope, String id, String queue, Alias alias, FunctionRole access, int concurrency) {
    super(scope, id);
    var mapping =
        CfnEventSourceMapping.Builder.create(this, "Source")
            .eventSourceArn(Arns.queue(this, queue))
            .functionName(alias.getFunctionArn())
            .batchSize(BATCH)
            .functionResponseTypes(List.of("ReportBatchItemFailures"))
            .scalingConfig(
                CfnEventSourceMapping.ScalingConfigProperty.builder()
                    .maximumConcurrency(concurrency)
                    .build())
            .build();
    AcceptedFindings.on(
        mapping,
        "Serverless-LambdaEventSourceMappingDestination",
        "What fails stays in the queue, which has a dead-letter queue; only streams need more.");
    // Lambda refuses the mapping as long as the role may not take the queue.
    mapping.getNode().addDependency(access);
  }
}
