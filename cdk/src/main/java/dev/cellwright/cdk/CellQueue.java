package dev.cellwright.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.RedriveAllowPolicy;
import software.amazon.awscdk.services.sqs.RedrivePermission;
import software.constructs.Construct;

/// A queue, the queue of what could not be dealt with, and the alarms of both.
///
/// SQS encrypts them with its own key: with the cell's, everybody who sends or takes could also
/// decrypt what is stored elsewhere, EventBridge and Scheduler among them.
final class CellQueue extends Construct {
  /// How long a function may work on what it took.
  static final Duration WORK = Duration.minutes(2);

  /// What AWS asks of a queue that a function takes from: six times the function's time.
  private static final Duration HIDDEN = Duration.minutes(12);

  private static final Duration KEPT = Duration.days(14);
  private static final int TRIES = 5;

  private final String name;
  private final Queue queue;
  private final Queue dead;

  CellQueue(Construct scope, String id, CellNames names, String of) {
    super(scope, id);
    name = names.queue(of);
    dead =
        queue("Dead", names.deadLetters(of))
            .redriveAllowPolicy(
                RedriveAllowPolicy.builder()
                    .redrivePermission(RedrivePermission.BY_QUEUE)
                    .sourceQueues(
                        List.of(
                            Queue.fromQueueArn(this, "Source", Arns.queue(this, names.queue(of)))))
                    .build())
            .build();
    AcceptedFindings.on(
        dead, "Serverless-SQSRedrivePolicy", "It is where messages end, until somebody looks.");
    queue =
        queue("Queue", name)
            .visibilityTimeout(HIDDEN)
            .deadLetterQueue(DeadLetterQueue.builder().queue(dead).maxReceiveCount(TRIES).build())
            .build();
    alarms();
  }

  private Queue.Builder queue(String id, String physicalName) {
    return Queue.Builder.create(this, id)
        .queueName(physicalName)
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .retentionPeriod(KEPT);
  }

  private void alarms() {
    alarm(
        "Dead",
        Runbook.DEAD_LETTERS,
        "messages could not be dealt with",
        dead.metricApproximateNumberOfMessagesVisible(highest()),
        1);
    alarm(
        "Late",
        Runbook.LATE_MESSAGES,
        "messages wait for more than five minutes",
        queue.metricApproximateAgeOfOldestMessage(highest()),
        Duration.minutes(5).toSeconds());
  }

  private void alarm(String id, Runbook runbook, String meaning, Metric metric, Number from) {
    CellAlarm.raise(
        this,
        id + "Alarm",
        runbook,
        name + ": " + meaning,
        alarm -> alarm.metric(metric).threshold(from).evaluationPeriods(1));
  }

  private static MetricOptions highest() {
    return MetricOptions.builder().period(Duration.minutes(5)).statistic("Maximum").build();
  }

  String arn() {
    return queue.getQueueArn();
  }

  String deadLettersArn() {
    return dead.getQueueArn();
  }

  /// Lets EventBridge send, for this rule only: events to the queue, and those it can't deliver to
  /// the dead letters.
  void takesFrom(String sid, String ruleArn) {
    for (var each : List.of(queue, dead)) {
      each.addToResourcePolicy(
          PolicyStatement.Builder.create()
              .sid(sid)
              .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
              .actions(List.of("sqs:SendMessage"))
              .resources(List.of(each.getQueueArn()))
              .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", ruleArn)))
              .build());
    }
  }
}
