package dev.cellwright.localcell.cell;

import dev.cellwright.localcell.scheduler.Schedule;
import dev.cellwright.localcell.scheduler.Schedules;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/// Makes the schedules of a template. A schedule whose role may not reach its target is refused
/// here, where AWS would let it fail each time.
record CellSchedules(
    CellTemplate template, Schedules schedules, CellTargets targets, CellRoles roles) {
  private static final String PRINCIPAL = "scheduler.amazonaws.com";
  private static final Set<String> SCHEDULE =
      Set.of(
          "Name",
          "GroupName",
          "Description",
          "ScheduleExpression",
          "ScheduleExpressionTimezone",
          "State",
          "FlexibleTimeWindow",
          "Target");
  private static final Set<String> TARGET =
      Set.of("Arn", "RoleArn", "Input", "SqsParameters", "RetryPolicy", "DeadLetterConfig");

  void make() {
    template
        .ofType("AWS::Scheduler::ScheduleGroup")
        .forEach(each -> Properties.of(template, each, Set.of("Name", "Tags")));
    template.ofType("AWS::Scheduler::Schedule").forEach(this::schedule);
  }

  private void schedule(Resource resource) {
    var properties = Properties.of(template, resource, SCHEDULE);
    var target = Properties.only(resource, properties.path("Target"), TARGET);
    if (!properties.path("FlexibleTimeWindow").path("Mode").asText().equals("OFF")) {
      throw new CellProblem(resource + " has a flexible time window: the local cell is on time");
    }
    if (!target.has("Input")) {
      throw new CellProblem(resource + " gives its target no Input");
    }
    var arn = target.path("Arn").asText();
    checkRole(resource, target.path("RoleArn").asText(), arn);
    if (CellTargets.isFunction(arn)) {
      targets.letInvoke(resource, arn);
    }
    var group = target.path("SqsParameters").path("MessageGroupId");
    try {
      schedules.add(
          new Schedule(
              template.name(resource),
              template.arn(resource),
              properties.path("ScheduleExpression").asText(),
              ZoneId.of(properties.path("ScheduleExpressionTimezone").asText("UTC")),
              properties.path("State").asText("ENABLED").equals("ENABLED"),
              arn,
              target.path("Input").asText(),
              group.isTextual() ? group.textValue() : null));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new CellProblem(resource + ": " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new CellProblem(resource + " can't be made: " + e.getMessage(), e);
    }
  }

  private void checkRole(Resource schedule, String roleArn, String targetArn) {
    targets.check(schedule, targetArn);
    var action = CellTargets.isFunction(targetArn) ? "lambda:InvokeFunction" : "sqs:SendMessage";
    var policy = roles.policy(roleArn, schedule, PRINCIPAL);
    if (!policy.decide(action, targetArn, Map.of()).isAllowed()) {
      throw new CellProblem(
          schedule + " has a role that does not allow " + action + " on " + targetArn);
    }
  }
}
