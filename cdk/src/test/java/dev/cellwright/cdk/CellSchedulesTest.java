package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class CellSchedulesTest {
  private static final String SCHEDULE = "AWS::Scheduler::Schedule";

  @Test
  void aDeclaredJobIsAScheduleThatSendsItsNameToItsModulesQueue() {
    var digest = schedule("acme-dev", "notifications-sendDigest");

    assertThatObject(digest)
        .returns("cron(0 7 ? * MON,TUE,WED,THU,FRI *)", s -> s.path("ScheduleExpression").asText())
        .returns("Europe/Berlin", s -> s.path("ScheduleExpressionTimezone").asText())
        .returns("OFF", s -> s.path("FlexibleTimeWindow").path("Mode").asText())
        .returns(
            "{\"due\":\"<aws.scheduler.scheduled-time>\","
                + "\"schedule\":\"notifications:sendDigest\"}",
            s -> s.path("Target").path("Input").asText());
    assertThat(digest.path("Target").path("Arn").toString())
        .contains(Templates.queue(TestingCells.of("acme-dev", "events"), "-notifications").id());
    assertThat(digest.path("Target").path("DeadLetterConfig").toString())
        .contains(
            Templates.queue(TestingCells.of("acme-dev", "events"), "-notifications-dead").id());
  }

  @Test
  void theRelaySweepsEachMinute() {
    var sweep = schedule("acme-dev", "sweep");

    assertThat(sweep.path("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
    assertThat(sweep.path("Target").path("Input").asText())
        .isEqualTo("{\"due\":\"<aws.scheduler.scheduled-time>\",\"schedule\":\"sweep\"}");
    assertThat(sweep.path("Target").path("Arn").toString())
        .contains(Templates.queue(TestingCells.of("acme-dev", "events"), "-relay").id());
  }

  @Test
  void schedulesRunInProductionAndKeepNoDatabaseOfADeveloperAwake() {
    assertThat(Templates.resources(TestingCells.of("acme-prod", "events"), SCHEDULE))
        .hasSize(3)
        .allMatch(schedule -> schedule.properties().path("State").asText().equals("ENABLED"));
    assertThat(Templates.resources(TestingCells.of("acme-dev", "events"), SCHEDULE))
        .hasSize(3)
        .allMatch(schedule -> schedule.properties().path("State").asText().equals("DISABLED"));
  }

  @Test
  void theRoleIsTakenOnByTheSchedulesOfTheCellOnly() {
    var trust =
        Templates.resource(TestingCells.of("acme-dev", "events"), "AWS::IAM::Role")
            .properties()
            .path("AssumeRolePolicyDocument")
            .path("Statement");

    assertThat(trust).hasSize(1);
    assertThat(trust.path(0).path("Condition").toString())
        .isEqualTo(
            "{\"ArnEquals\":{\"aws:SourceArn\":"
                + "\"arn:aws:scheduler:eu-central-1:111111111111:schedule-group/acme-crm-dev\"},"
                + "\"StringEquals\":{\"aws:SourceAccount\":\"111111111111\"}}");
  }

  private static JsonNode schedule(String cell, String name) {
    return Templates.resources(TestingCells.of(cell, "events"), SCHEDULE).stream()
        .map(Templates.Resource::properties)
        .filter(schedule -> schedule.path("Name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
