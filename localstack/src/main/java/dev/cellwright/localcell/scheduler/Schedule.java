package dev.cellwright.localcell.scheduler;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A schedule as a template says it.
///
/// @param expression `rate(…)`, `cron(…)` or `at(…)`
/// @param targetArn of a queue or of a function
/// @param input what the target gets, with placeholders for the run
/// @param groupId the message group in a queue; null sets none
public record Schedule(
    String name,
    String arn,
    String expression,
    ZoneId zone,
    boolean enabled,
    String targetArn,
    String input,
    @Nullable String groupId) {

  public Schedule {
    ScheduleExpression.of(expression, zone); // throws for one that makes no sense
  }

  ScheduleExpression times() {
    return ScheduleExpression.of(expression, zone);
  }

  boolean isForFunction() {
    return targetArn.split(":", -1)[2].equals("lambda");
  }

  /// The input of a run.
  String inputAt(Instant scheduledTime, String executionId) {
    return input
        .replace(
            "<aws.scheduler.scheduled-time>",
            scheduledTime.truncatedTo(ChronoUnit.SECONDS).toString())
        .replace("<aws.scheduler.execution-id>", executionId)
        .replace("<aws.scheduler.attempt-number>", "1")
        .replace("<aws.scheduler.schedule-arn>", arn);
  }
}
