package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ObservabilityTest {
  private static final Pattern SOURCE = Pattern.compile("SOURCE '([^']+)'");

  @Test
  void theCellAndEachModuleHaveADashboard() {
    assertThat(dashboards("acme-prod").keySet())
        .containsExactly(
            "acme-crm-prod",
            "acme-crm-prod-identity",
            "acme-crm-prod-notifications",
            "acme-crm-prod-operations",
            "acme-crm-prod-tasks");
  }

  @Test
  void inDevelopmentNothingIsWatchedThatCosts() {
    assertThat(Templates.all(TestingCells.of("acme-dev")).map(Templates.Resource::type))
        .doesNotContain(
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::CompositeAlarm",
            "AWS::CloudWatch::Dashboard",
            "AWS::Logs::MetricFilter");
  }

  @Test
  void whoeverIsNamedIsToldInDevelopmentToo() {
    assertThat(owners("guarded-dev")).containsExactly("security");
    assertThat(owners("guarded-staging")).containsExactly("platform", "security");
  }

  private static Set<String> owners(String cell) {
    return Templates.all(TestingCells.of(cell))
        .filter(resource -> resource.type().equals("AWS::CloudWatch::Alarm"))
        .map(alarm -> alarm.properties().path("AlarmDescription").asText())
        .filter(told -> told.contains("Owner: ") && !told.contains("#rolled-back"))
        .map(told -> told.replaceAll(".*Owner: |\\. Runbook.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void dashboardsAndQueriesNameWhatOtherStacksMake() {
    var shown = new TreeMap<String, Set<String>>();
    dashboards("acme-prod").values().forEach(body -> named(body, shown));
    resources("acme-prod", "AWS::Logs::QueryDefinition").stream()
        .flatMap(query -> query.properties().path("LogGroupNames").valueStream())
        .forEach(group -> shown.computeIfAbsent("log", _ -> new TreeSet<>()).add(group.asText()));

    assertThat(shown.get("FunctionName")).hasSizeGreaterThan(6);
    assertThat(made("AWS::Lambda::Function", "FunctionName"))
        .containsAll(shown.get("FunctionName"));
    assertThat(made("AWS::SQS::Queue", "QueueName")).containsAll(shown.get("QueueName"));
    assertThat(made("AWS::ApiGateway::RestApi", "Name"))
        .containsExactlyInAnyOrderElementsOf(shown.get("ApiName"));
    assertThat(made("AWS::RDS::DBCluster", "DBClusterIdentifier"))
        .containsExactlyElementsOf(shown.get("DBClusterIdentifier"));
    assertThat(made("AWS::Logs::LogGroup", "LogGroupName")).containsAll(shown.get("log"));
    assertThat(searched()).isNotEmpty();
    assertThat(shown.get("log")).containsAll(searched());
  }

  @Test
  void whatTheCellWritesItselfIsFoundByItsQuotedName() {
    assertThat(String.valueOf(dashboards("acme-prod").get("acme-crm-prod-identity")))
        .contains(
            "SEARCH('{\\\"acme-crm-prod\\\",service,route} MetricName=\\\"Latency\\\""
                + " service=\\\"acme-crm-prod-identity\\\"', 'p99', 300)");
  }

  @Test
  void widgetsOfARowShareItsWidth() {
    assertThat(dashboards("acme-prod").values())
        .allSatisfy(body ->
            assertThat(body.path("widgets"))
                .allMatch(widget -> widget.path("x").asInt() + widget.path("width").asInt() <= 24));
  }

  @Test
  void whatIsPromisedRingsByTwoWindowsAtFourRates() {
    var pairs = resources("acme-prod", "AWS::CloudWatch::CompositeAlarm");

    assertThat(pairs)
        .extracting(pair -> pair.properties().path("AlarmName").asText())
        .containsExactlyInAnyOrder(
            "acme-crm-prod-availability-14_4x",
            "acme-crm-prod-availability-6x",
            "acme-crm-prod-availability-3x",
            "acme-crm-prod-availability-1x",
            "acme-crm-prod-latency-14_4x",
            "acme-crm-prod-latency-6x",
            "acme-crm-prod-latency-3x",
            "acme-crm-prod-latency-1x");
    assertThat(pairs)
        .allSatisfy(
            pair -> assertThat(pair.properties().path("AlarmRule").toString()).contains(" AND "));
  }

  @Test
  void aWindowIsOnePeriodAndThreeDaysAreThree() {
    var windows =
        resources("acme-prod", "AWS::CloudWatch::Alarm").stream()
            .filter(alarm -> alarm.id().startsWith("Objectivesavailability"))
            .map(alarm ->
                "%s of %s x %s s above %s"
                    .formatted(
                        alarm.properties().path("DatapointsToAlarm").asText(),
                        alarm.properties().path("EvaluationPeriods").asText(),
                        alarm.properties().at("/Metrics/1/MetricStat/Period").asText(),
                        alarm.properties().path("Threshold").asText()))
            .toList();

    assertThat(windows)
        .containsExactlyInAnyOrder(
            "1 of 1 x 3600 s above 0.0144",
            "1 of 1 x 300 s above 0.0144",
            "1 of 1 x 21600 s above 0.006",
            "1 of 1 x 1800 s above 0.006",
            "1 of 1 x 86400 s above 0.003",
            "1 of 1 x 7200 s above 0.003",
            "2 of 3 x 86400 s above 0.001",
            "1 of 1 x 21600 s above 0.001");
  }

  @Test
  void latencyIsPromisedOfAShareOfRequestsToo() {
    assertThat(resources("acme-prod", "AWS::CloudWatch::Alarm"))
        .filteredOn(alarm -> alarm.id().startsWith("Objectiveslatency"))
        .hasSize(8)
        .allSatisfy(alarm ->
            assertThat(alarm.properties().path("Metrics"))
                .extracting(metric -> metric.at("/MetricStat/Stat").asText())
                .containsExactlyInAnyOrder("", "SampleCount", "TC(:500)"));
  }

  @Test
  void noAlarmLooksFurtherBackThanCloudWatchDoes() {
    assertThat(Templates.all(TestingCells.of("acme-prod")))
        .filteredOn(resource -> resource.type().equals("AWS::CloudWatch::Alarm"))
        .allSatisfy(alarm -> {
          var properties = alarm.properties();
          var periods = new ArrayList<Integer>();
          periods.add(properties.path("Period").asInt());
          properties
              .path("Metrics")
              .forEach(metric -> periods.add(metric.at("/MetricStat/Period").asInt()));
          var longest = periods.stream().mapToInt(Integer::intValue).max().orElseThrow();
          assertThat(longest * properties.path("EvaluationPeriods").asInt())
              .as(alarm.id())
              .isBetween(60, longest < 3600 ? 86_400 : 604_800);
        });
  }

  @Test
  void aRelayThatNobodyWakesIsOnlyWrongWhereSchedulesRun() {
    assertThat(silent("acme-prod")).hasSize(1);
    assertThat(silent("guarded-staging")).isEmpty();
  }

  private static List<Templates.Resource> silent(String cell) {
    return resources(cell, "AWS::CloudWatch::Alarm").stream()
        .filter(alarm -> alarm.properties().path("TreatMissingData").asText().equals("breaching"))
        .toList();
  }

  @Test
  void whatACellMayCostIsToldToThePlatform() {
    var budget = only("acme-prod", "AWS::Budgets::Budget").properties();
    var anomalies = only("acme-prod", "AWS::CE::AnomalySubscription").properties();

    assertThat(budget.at("/Budget/BudgetLimit/Amount").asInt()).isEqualTo(600);
    assertThat(budget.at("/Budget/CostFilters/TagKeyValue/0").asText())
        .isEqualTo("user:cell$acme-crm-prod");
    assertThat(budget.path("NotificationsWithSubscribers"))
        .hasSize(3)
        .allMatch(told -> told.toString().contains(":acme-crm-prod-alarms-platform\""));
    assertThat(anomalies.path("Subscribers").toString())
        .contains(":acme-crm-prod-alarms-platform\"");
    assertThat(anomalies.path("ThresholdExpression").asText()).contains("\"Values\":[\"50\"]");
    assertThat(topicPolicy("acme-prod"))
        .contains("budgets.amazonaws.com", "costalerts.amazonaws.com");
  }

  @Test
  void whereNobodyIsToldOfCostsNobodyMayTellOfThem() {
    assertThat(resources("acme-dev", "AWS::Budgets::Budget")).isEmpty();
    assertThat(topicPolicy("acme-dev"))
        .contains("cloudwatch.amazonaws.com")
        .doesNotContain("budgets.amazonaws.com", "costalerts.amazonaws.com");
  }

  private static String topicPolicy(String cell) {
    return Templates.resources(TestingCells.of(cell, "data"), "AWS::SNS::TopicPolicy").toString();
  }

  private static List<Templates.Resource> resources(String cell, String type) {
    return Templates.resources(TestingCells.of(cell, "observability"), type);
  }

  private static Templates.Resource only(String cell, String type) {
    return Templates.resource(TestingCells.of(cell, "observability"), type);
  }

  private static TreeMap<String, JsonNode> dashboards(String cell) {
    var bodies = new TreeMap<String, JsonNode>();
    for (var dashboard : resources(cell, "AWS::CloudWatch::Dashboard")) {
      var properties = dashboard.properties();
      bodies.put(
          properties.path("DashboardName").asText(),
          json(properties.path("DashboardBody").asText()));
    }
    return bodies;
  }

  /// The dimensions of all lines, with their values.
  private static void named(JsonNode body, TreeMap<String, Set<String>> into) {
    for (var widget : body.path("widgets")) {
      for (var line : widget.at("/properties/metrics")) {
        for (int i = 2; i + 1 < line.size() - 1; i += 2) {
          into.computeIfAbsent(line.path(i).asText(), _ -> new TreeSet<>())
              .add(line.path(i + 1).asText());
        }
      }
    }
  }

  /// The logs that dashboards look into.
  private static Set<String> searched() {
    return dashboards("acme-prod").values().stream()
        .flatMap(body -> body.path("widgets").valueStream())
        .flatMap(widget -> SOURCE.matcher(widget.at("/properties/query").asText()).results())
        .map(source -> source.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> made(String type, String property) {
    return Templates.all(TestingCells.of("acme-prod"))
        .filter(resource -> resource.type().equals(type))
        .map(resource -> resource.properties().path(property).asText())
        .collect(Collectors.toSet());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
