package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.Schedule;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.constructs.Construct;

/// The times at which modules run their jobs, and the relay's sweep each minute: a message to the
/// queue each time.
///
/// Where the environment has schedules off they are there and disabled: a job each minute would
/// keep a database from pausing.
final class CellSchedules extends Construct {
  private static final String TIME = "<aws.scheduler.scheduled-time>";
  private static final int LONGEST_NAME = 64;

  private final CellPlan plan;
  private final CfnScheduleGroup group;
  private final Role role;

  CellSchedules(CellStack stack, String id, CellPlan plan, CellEvents events) {
    super(stack, id);
    this.plan = plan;
    group =
        CfnScheduleGroup.Builder.create(this, "Group").name(plan.names().scheduleGroup()).build();
    role = role();
    sweep(events.relay());
    for (var module : plan.modules()) {
      for (var schedule : module.schedules()) {
        job(module, schedule, events.of(module));
      }
    }
  }

  private Role role() {
    return Role.Builder.create(this, "Role")
        .description("Sends the messages of the schedules of " + plan.config().cellName())
        .assumedBy(
            ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                .conditions(schedulesOfTheCell())
                .build())
        .build();
  }

  private Map<String, Object> schedulesOfTheCell() {
    var group = Arns.of(this, "scheduler", "schedule-group/" + plan.names().scheduleGroup());
    var conditions = new TreeMap<String, Object>();
    conditions.put("ArnEquals", Map.of("aws:SourceArn", group));
    conditions.put("StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount()));
    return conditions;
  }

  /// What a crash left in the outbox is found, and what is due by now. A sweep that can't be sent
  /// is not sent later: the next one does its work.
  private void sweep(CellQueue queue) {
    schedule(
        "Sweep",
        "sweep",
        "Lets the relay look for what was left",
        "rate(1 minute)",
        ZoneOffset.UTC,
        target(queue, message("sweep"), 60, 0));
  }

  private void job(ModuleDeclaration module, Schedule<?> schedule, CellQueue queue) {
    var job = module.name() + ":" + schedule.name();
    schedule(
        "Job-" + module.name() + "-" + schedule.name(),
        module.name() + "-" + schedule.name(),
        schedule.summary(),
        SchedulerCron.of(schedule.cron()),
        schedule.zone(),
        target(queue, message(job), 86_400, 185));
  }

  private void schedule(
      String id,
      String name,
      String summary,
      String expression,
      ZoneId zone,
      CfnSchedule.TargetProperty target) {
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "the name of the schedule %s is longer than %d characters".formatted(name, LONGEST_NAME));
    }
    CfnSchedule.Builder.create(this, id)
        .name(name)
        .groupName(group.getRef())
        .description(summary)
        .scheduleExpression(expression)
        .scheduleExpressionTimezone(zoneName(zone))
        .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder().mode("OFF").build())
        .state(plan.config().environment().schedules() ? "ENABLED" : "DISABLED")
        .target(target)
        .build();
  }

  private static String zoneName(ZoneId zone) {
    if (zone.equals(ZoneOffset.UTC)) {
      return "UTC";
    }
    if (zone instanceof ZoneOffset) {
      throw new IllegalArgumentException("a schedule names a place, not the offset " + zone);
    }
    return zone.getId();
  }

  private CfnSchedule.TargetProperty target(
      CellQueue queue, String message, int seconds, int retries) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("sqs:SendMessage"))
            .resources(List.of(queue.arn(), queue.deadLettersArn()))
            .build());
    return CfnSchedule.TargetProperty.builder()
        .arn(queue.arn())
        .roleArn(role.getRoleArn())
        .input(message)
        .retryPolicy(
            CfnSchedule.RetryPolicyProperty.builder()
                .maximumEventAgeInSeconds(seconds)
                .maximumRetryAttempts(retries)
                .build())
        .deadLetterConfig(
            CfnSchedule.DeadLetterConfigProperty.builder().arn(queue.deadLettersArn()).build())
        .build();
  }

  private String message(String schedule) {
    var message = new TreeMap<String, String>();
    message.put("schedule", schedule);
    message.put("due", TIME);
    return Stack.of(this).toJsonString(message);
  }
}
