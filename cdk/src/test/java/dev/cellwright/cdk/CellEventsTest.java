package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.EventPattern;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellEventsTest {
  private static final JsonNode EVENTS = TestingCells.of("acme-dev", "events");

  /// Where alarms are heard.
  private static final JsonNode HEARD = TestingCells.of("acme-prod", "events");

  @Test
  void whoListensOrHasJobsHasAQueueAndNobodyElse() {
    assertThat(queues())
        .extracting(queue -> queue.properties().path("QueueName").asText())
        .containsExactlyInAnyOrder(
            "acme-crm-dev-relay",
            "acme-crm-dev-relay-dead",
            "acme-crm-dev-notifications",
            "acme-crm-dev-notifications-dead",
            "acme-crm-dev-operations",
            "acme-crm-dev-operations-dead",
            "acme-crm-dev-tasks",
            "acme-crm-dev-tasks-dead");
  }

  @Test
  void aProductWithoutAModuleHasNoTraceOfItsQueue() {
    assertThat(TestingCells.of("minimal-dev", "events").toString())
        .contains("minimal-dev-notifications")
        .doesNotContain("tasks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"relay", "notifications", "operations", "tasks"})
  void whatCantBeDealtWithEndsInAQueueThatRaisesAnAlarm(String of) {
    var dead = Templates.queue(HEARD, "-" + of + "-dead");

    var redrive = Templates.queue(HEARD, "-" + of).properties().path("RedrivePolicy");

    assertThat(redrive.path("maxReceiveCount").asInt()).isEqualTo(5);
    assertThat(redrive.path("deadLetterTargetArn").toString()).contains(dead.id());
    assertThat(alarms(dead)).containsExactly("ApproximateNumberOfMessagesVisible from 1");
    assertThat(alarms(Templates.queue(HEARD, "-" + of)))
        .containsExactly("ApproximateAgeOfOldestMessage from 300");
  }

  @Test
  void queuesAreEncryptedKeepMessagesForTwoWeeksAndHideThemLongEnough() {
    var working = Templates.function(TestingCells.of("acme-dev", "tasks"), "-behind");

    assertThat(queues())
        .allSatisfy(queue -> {
          assertThat(queue.properties().path("SqsManagedSseEnabled").asBoolean()).isTrue();
          assertThat(queue.properties().path("MessageRetentionPeriod").asInt())
              .isEqualTo(1_209_600);
        });
    assertThat(Templates.queue(EVENTS, "-tasks").properties().path("VisibilityTimeout").asInt())
        .isEqualTo(6 * working.properties().path("Timeout").asInt());
  }

  @Test
  void onlyTheRuleOfItsModuleSendsToAQueueAndNobodyWithoutTls() {
    var policy =
        Templates.resources(EVENTS, "AWS::SQS::QueuePolicy").stream()
            .filter(each -> each.properties().path("Queues").toString().contains("Queuetasks"))
            .filter(each -> !each.properties().path("Queues").toString().contains("Dead"))
            .findFirst()
            .orElseThrow();

    var statements = policy.properties().path("PolicyDocument").path("Statement");

    assertThat(statements).hasSize(2);
    assertThatObject(statements.path(0))
        .returns("Deny", statement -> statement.path("Effect").asText())
        .returns(
            "false",
            statement ->
                statement.path("Condition").path("Bool").path("aws:SecureTransport").asText());
    assertThatObject(statements.path(1))
        .returns("sqs:SendMessage", statement -> statement.path("Action").asText())
        .returns(
            "{\"Service\":\"events.amazonaws.com\"}",
            statement -> statement.path("Principal").toString())
        .satisfies(statement ->
            assertThat(
                    statement.path("Condition").path("ArnEquals").path("aws:SourceArn").toString())
                .contains(rule("tasks").id()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user.registered",
        "user.x",
        "users.registered",
        "email.due",
        "email.due_again",
        "task.completed"
      })
  void aRuleMatchesWhatItsModuleListensToAndNothingElse(String type) {
    for (var module : List.of(TestingModules.notifications(), TestingModules.tasks())) {
      assertThat(matches(rule(module.name()), type))
          .as(module.name())
          .isEqualTo(listens(module, type));
    }
    assertThat(rules()).noneMatch(rule -> rule.id().contains("operations"));
  }

  @Test
  void aPatternThatAnotherTakesInIsNotWritten() {
    assertThat(ListeningRule.pattern(patterns("user.*", "user.registered", "email.due")).toString())
        .isEqualTo("{detail-type=[email.due, {prefix=user.}], source=[{prefix=cell.}]}");
    assertThat(ListeningRule.pattern(patterns("user.*", "*")).toString())
        .isEqualTo("{source=[{prefix=cell.}]}");
  }

  @Test
  void anOrganizationsEventsAreAGroupAndThoseNotDeliveredAreKept() {
    var target = rule("tasks").properties().path("Targets").path(0);

    assertThat(target.path("SqsParameters").path("MessageGroupId").asText())
        .isEqualTo("$.detail.organization");
    assertThat(target.path("DeadLetterConfig").path("Arn").toString())
        .contains(Templates.queue(EVENTS, "-tasks-dead").id());
  }

  @Test
  void whatBecameOfMailReachesNotificationsAndOnlyTheCellsOwn() {
    var rule = rule("MailFeedback");

    assertThatObject(rule.properties())
        .returns(true, properties -> properties.path("EventBusName").isMissingNode())
        .returns(
            "{\"detail\":{\"mail\":{\"tags\":{\"ses:configuration-set\":[\"acme-crm-dev\"]}}},"
                + "\"source\":[\"aws.ses\"]}",
            properties -> properties.path("EventPattern").toString());
    assertThat(rule.properties().path("Targets").path(0).path("Arn").toString())
        .contains(Templates.queue(EVENTS, "-notifications").id());
  }

  private static boolean listens(ModuleDeclaration module, String type) {
    return module.listeners().stream().anyMatch(listener -> listener.pattern().matches(type));
  }

  /// As EventBridge reads the two kinds of matchers that are used.
  private static boolean matches(Templates.Resource rule, String type) {
    var types = rule.properties().path("EventPattern").path("detail-type");
    return types.isMissingNode()
        || types
            .valueStream()
            .anyMatch(matcher ->
                matcher.isTextual()
                    ? matcher.asText().equals(type)
                    : type.startsWith(matcher.path("prefix").asText()));
  }

  private static List<EventPattern> patterns(String... texts) {
    return Stream.of(texts).map(EventPattern::new).toList();
  }

  private static Templates.Resource rule(String part) {
    return rules().stream().filter(rule -> rule.id().contains(part)).findFirst().orElseThrow();
  }

  private static List<Templates.Resource> rules() {
    return Templates.resources(EVENTS, "AWS::Events::Rule");
  }

  private static List<Templates.Resource> queues() {
    return Templates.resources(EVENTS, "AWS::SQS::Queue");
  }

  private static List<String> alarms(Templates.Resource queue) {
    return Templates.resources(HEARD, "AWS::CloudWatch::Alarm").stream()
        .map(Templates.Resource::properties)
        .filter(alarm -> alarm.path("Dimensions").toString().contains("\"" + queue.id() + "\""))
        .map(alarm -> alarm.path("MetricName").asText() + " from " + alarm.path("Threshold"))
        .toList();
  }
}
