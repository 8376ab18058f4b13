package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever is woken by an alarm finds whose it is and what to do.
class RunbooksTest {
  private static final Pattern TOLD =
      Pattern.compile(".+\\. Owner: ([a-z]+)\\. Runbook: docs/runbooks\\.md#([a-z0-9-]+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

  @Test
  void everyAlarmNamesItsOwnerAndARunbookThatIsThere() throws IOException {
    var sections = sections();

    assertThat(alarms())
        .hasSizeGreaterThan(20)
        .allSatisfy(alarm -> {
          var told = told(alarm);
          var runbook = runbook(told.group(2));
          assertThat(told.group(1)).as(alarm.id()).isEqualTo(runbook.owner().text());
          assertThat(sections).as(alarm.id()).contains(told.group(2));
        });
  }

  @Test
  void everyRunbookHasASectionAndAnAlarm() throws IOException {
    var used = alarms().map(alarm -> told(alarm).group(2)).collect(Collectors.toSet());
    var runbooks = Arrays.stream(Runbook.values()).map(Runbook::section).toList();

    assertThat(sections()).containsAll(runbooks);
    assertThat(used).containsExactlyInAnyOrderElementsOf(runbooks);
  }

  @Test
  void everyAlarmTellsATopicOfItsOwnerInItsOwnRegion() {
    for (var cell : List.of("guarded-staging", "acme-prod")) {
      var topics =
          Templates.all(TestingCells.of(cell))
              .filter(resource -> resource.type().equals("AWS::SNS::Topic"))
              .map(topic -> topic.properties().path("TopicName").asText())
              .collect(Collectors.toSet());

      assertThat(alarmsOf(cell))
          .allSatisfy(alarm -> assertThat(topics).contains(topic(alarm)))
          .allSatisfy(
              alarm -> assertThat(topic(alarm)).endsWith("-alarms-" + told(alarm).group(1)));
    }
  }

  @Test
  void topicsAreEncryptedAndTakeNothingButAlarmsOfTheCell() {
    var data = TestingCells.of("acme-prod", "data");

    assertThat(Templates.resources(data, "AWS::SNS::Topic"))
        .hasSize(Runbook.Owner.values().length)
        .allMatch(topic -> topic.properties().path("KmsMasterKeyId").toString().contains("Keys"));
    assertThat(Templates.resources(data, "AWS::SNS::TopicPolicy"))
        .allSatisfy(policy ->
            assertThat(policy.properties().toString())
                .contains("\"aws:SecureTransport\":\"false\"")
                .contains(":alarm:acme-crm-prod-*\"")
                .contains("\"aws:SourceAccount\":\"333333333333\"")
                .doesNotContain("\"AWS\":\"arn"));
    assertThat(Templates.resources(data, "AWS::SNS::Subscription"))
        .extracting(subscription -> subscription.properties().path("Endpoint").asText())
        .containsExactlyInAnyOrder("night@acme-crm.example", "guard@acme-crm.example");
  }

  private static Stream<Templates.Resource> alarms() {
    return Stream.of("guarded-staging", "acme-prod").flatMap(RunbooksTest::alarmsOf);
  }

  private static Stream<Templates.Resource> alarmsOf(String cell) {
    return Templates.all(TestingCells.of(cell))
        .filter(resource ->
            resource.type().equals("AWS::CloudWatch::Alarm")
                || resource.type().equals("AWS::CloudWatch::CompositeAlarm"))
        // The parts of a composite alarm tell it, and nobody else.
        .filter(alarm -> !alarm.properties().path("AlarmActions").isMissingNode());
  }

  private static MatchResult told(Templates.Resource alarm) {
    var told = TOLD.matcher(alarm.properties().path("AlarmDescription").asText());
    assertThat(told.matches()).as(alarm.id() + ": " + alarm.properties()).isTrue();
    return told.toMatchResult();
  }

  private static Runbook runbook(String section) {
    return Arrays.stream(Runbook.values())
        .filter(runbook -> runbook.section().equals(section))
        .findFirst()
        .orElseThrow();
  }

  /// The one topic that an alarm tells.
  private static String topic(Templates.Resource alarm) {
    var actions = alarm.properties().path("AlarmActions");
    assertThat(actions).as(alarm.id()).hasSize(1);
    return name(actions.path(0));
  }

  private static String name(JsonNode arn) {
    var text =
        arn.isTextual()
            ? arn.asText()
            : arn.path("Fn::Join")
                .path(1)
                .valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.joining());
    return text.substring(text.lastIndexOf(':') + 1);
  }

  private static Set<String> sections() throws IOException {
    var page = Files.readString(TestingCells.REPOSITORY.resolve("docs/runbooks.md"));
    return HEADING
        .matcher(page)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
