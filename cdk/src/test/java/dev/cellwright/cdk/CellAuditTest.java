package dev.cellwright.cdk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellAuditTest {

  @Test
  void twoTrailsOfAllRegionsAreEncryptedAndCanBeVerified() {
    assertThat(trails("acme-prod").values())
        .hasSize(2)
        .allSatisfy(trail -> {
          assertThat(trail.path("IsLogging").asBoolean()).isTrue();
          assertThat(trail.path("IsMultiRegionTrail").asBoolean()).isTrue();
          assertThat(trail.path("IncludeGlobalServiceEvents").asBoolean()).isTrue();
          assertThat(trail.path("EnableLogFileValidation").asBoolean()).isTrue();
          assertThat(trail.path("KMSKeyId").toString()).contains("AuditKey");
          assertThat(trail.path("S3BucketName").toString()).contains("AuditFilesBucket");
        });
  }

  @Test
  void inDevelopmentTheCellsKeyIsLentToTheTrailsAndNobodyElse() {
    assertThat(trails("acme-dev").values())
        .hasSize(2)
        .allMatch(trail -> keyOf(trail).equals("/acme-crm-dev/keys/data"));
    assertThat(Templates.resources(security("acme-dev"), "AWS::KMS::Key")).isEmpty();
    assertThat(lent("acme-dev")).hasSize(1).allMatch(each -> each.contains("acme-crm-dev-account"));
    assertThat(lent("acme-prod")).isEmpty();
  }

  private static String keyOf(JsonNode trail) {
    return Templates.meant(security("acme-dev"), trail.path("KMSKeyId"));
  }

  /// What CloudTrail may do with the keys of the data stack.
  private static List<String> lent(String cell) {
    return Templates.resources(TestingCells.of(cell, "data"), "AWS::KMS::Key").stream()
        .flatMap(key -> key.properties().at("/KeyPolicy/Statement").valueStream())
        .map(JsonNode::toString)
        .filter(statement -> statement.contains("cloudtrail.amazonaws.com"))
        .toList();
  }

  @Test
  void whatIsDoneToTheAccountGoesToALogThatAlarmsWatchAndWhatIsDoneWithDataToFilesAlone() {
    var account = trail("acme-crm-dev-account");
    var data = trail("acme-crm-dev-data");

    assertThat(account.path("CloudWatchLogsLogGroupArn").toString()).contains("AuditTrailsLog");
    assertThat(selected(account)).containsExactly("eventCategory=Management");
    assertThat(data.has("CloudWatchLogsLogGroupArn")).isFalse();
    assertThat(selected(data))
        .anyMatch(selector -> selector.contains("resources.type=AWS::Lambda::Function"))
        .anyMatch(selector -> selector.contains("resources.type=AWS::RDS::DBCluster"))
        .filteredOn(selector -> selector.contains("AWS::S3::Object"))
        .hasSize(2);
  }

  @Test
  void theTrailDoesNotWriteDownItsOwnWritingButWhoReadsOrChangesItsFiles() {
    var selectors = trail("acme-crm-dev-data").path("AdvancedEventSelectors").valueStream();

    assertThat(selectors.filter(each -> each.toString().contains("AuditFilesBucket")))
        .hasSize(2)
        .anyMatch(each -> each.toString().contains("NotStartsWith"))
        .anyMatch(each ->
            each.toString().contains("\"StartsWith\"")
                && each.toString().contains("\"NotEquals\":[\"PutObject\"]"));
  }

  @ParameterizedTest
  @CsvSource({
    "acme-prod,       2557, COMPLIANCE, 2587",
    "acme-dev,        1,    GOVERNANCE, 31",
    "guarded-staging, 400,  GOVERNANCE, 430",
  })
  void filesAreLockedAsLongAsTheConfigurationSaysAndThenDeleted(
      String cell, int days, String mode, int deleted) {
    var bucket = files(cell).properties();

    assertThat(bucket.path("ObjectLockConfiguration").path("Rule").path("DefaultRetention"))
        .hasToString("{\"Days\":%d,\"Mode\":\"%s\"}".formatted(days, mode));
    assertThat(bucket.path("VersioningConfiguration").path("Status").asText()).isEqualTo("Enabled");
    assertThat(bucket.path("LifecycleConfiguration").path("Rules").path(0).path("ExpirationInDays"))
        .hasToString(String.valueOf(deleted));
    assertThat(files(cell).body().path("DeletionPolicy").asText()).isEqualTo("Retain");
  }

  @Test
  void nobodyButTheTwoTrailsWritesToTheBucket() {
    var policy =
        Templates.resources(security("acme-dev"), "AWS::S3::BucketPolicy").stream()
            .filter(each -> each.id().startsWith("AuditFiles"))
            .findFirst()
            .orElseThrow()
            .properties();

    var allowed =
        policy
            .path("PolicyDocument")
            .path("Statement")
            .valueStream()
            .filter(statement -> statement.path("Effect").asText().equals("Allow"))
            .toList();
    assertThat(allowed)
        .hasSize(2)
        .allSatisfy(statement -> {
          assertThat(statement.path("Principal"))
              .hasToString("{\"Service\":\"cloudtrail.amazonaws.com\"}");
          assertThat(statement.path("Condition").path("StringEquals").path("aws:SourceArn"))
              .hasToString(
                  "[\"arn:aws:cloudtrail:eu-central-1:111111111111:trail/acme-crm-dev-account\","
                      + "\"arn:aws:cloudtrail:eu-central-1:111111111111:trail/acme-crm-dev-data\"]");
        });
    assertThat(policy.toString()).contains("\"aws:SecureTransport\":\"false\"");
  }

  @ParameterizedTest
  @CsvSource({
    "RootUse,            root-use,                       Root",
    "LoginWithoutMfa,    log-in-without-a-second-factor, MFAUsed",
    "PolicyChange,       policy-changes,                 PutRolePolicy",
    "PolicyChange,       policy-changes,                 AddUserToGroup",
    "PolicyChange,       policy-changes,                 UpdateLoginProfile",
    "TrailTampering,     trail-tampering,                StopLogging",
    "TrailTampering,     trail-tampering,                DeleteMetricFilter",
    "TrailTampering,     trail-tampering,                Unsubscribe",
    "KeyLoss,            keys-disabled-or-deleted,       ScheduleKeyDeletion",
    "BucketPolicyChange, bucket-policy-changes,          PutBucketPolicy",
    "DeniedCalls,        denied-calls,                   AccessDenied*",
  })
  void anAlarmOfTheSecurityTeamRingsFor(String metric, String runbook, String looksFor) {
    var filters =
        Templates.resources(security("acme-prod"), "AWS::Logs::MetricFilter").stream()
            .map(Templates.Resource::properties)
            .filter(each -> each.toString().contains('"' + metric + '"'))
            .toList();
    var alarm =
        only("AWS::CloudWatch::Alarm", each -> each.path("MetricName").asText().equals(metric));

    assertThat(filters)
        .anySatisfy(filter -> assertThat(filter.path("FilterPattern").asText()).contains(looksFor))
        .allSatisfy(filter -> {
          assertThat(filter.path("FilterPattern").asText())
              .startsWith("{ ")
              .endsWith(" }")
              .hasSizeLessThanOrEqualTo(1024);
          assertThat(filter.path("LogGroupName").toString()).contains("AuditTrailsLog");
          assertThat(filter.at("/MetricTransformations/0/MetricNamespace"))
              .isEqualTo(alarm.path("Namespace"));
        });
    assertThat(alarm.path("AlarmDescription").asText())
        .contains("Owner: security. Runbook: docs/runbooks.md#" + runbook);
    assertThat(alarm.path("AlarmActions").toString()).contains("acme-crm-prod-alarms-security");
    assertThat(alarm.path("Threshold").asInt()).isEqualTo(metric.equals("DeniedCalls") ? 5 : 1);
  }

  @Test
  void theTableFollowsWhereTrailsWriteAndKnowsItsPartitions() {
    var table =
        Templates.resource(security("acme-dev"), "AWS::Glue::Table")
            .properties()
            .path("TableInput");
    var projection = table.path("Parameters");

    assertThat(projection.path("storage.location.template").toString())
        .contains("AuditFilesBucket", "/AWSLogs/111111111111/CloudTrail/${region}/${day}");
    assertThat(projection.path("projection.region.values").asText())
        .contains("eu-central-1,", "us-east-1,")
        .doesNotContain("cn-north-1", "us-gov");
    assertThat(projection.path("projection.day.range").asText()).endsWith(",NOW");
    assertThat(table.path("PartitionKeys").findValuesAsText("Name"))
        .containsExactly("region", "day");
  }

  @Test
  void questionsAreReadyAndAnswersAreEncryptedBounded() {
    var template = security("acme-dev");
    var group = Templates.resource(template, "AWS::Athena::WorkGroup").properties();

    assertThat(Templates.resources(template, "AWS::Athena::NamedQuery"))
        .hasSize(AuditQuestion.values().length)
        .allSatisfy(query -> {
          var properties = query.properties();
          assertThat(properties.path("WorkGroup").asText()).isEqualTo(group.path("Name").asText());
          assertThat(properties.path("Database").asText()).isEqualTo("acme_crm_dev_audit");
          assertThat(properties.path("QueryString").asText()).contains("calls", "day >=");
        });
    var configuration = group.path("WorkGroupConfiguration");
    assertThat(configuration.path("EnforceWorkGroupConfiguration").asBoolean()).isTrue();
    assertThat(configuration.toString()).contains("SSE_KMS", "BytesScannedCutoffPerQuery");
  }

  @Test
  void questionsAskForColumnsThatTheTableHas() {
    var columns =
        Templates.resource(security("acme-dev"), "AWS::Glue::Table")
            .properties()
            .path("TableInput")
            .path("StorageDescriptor")
            .path("Columns")
            .findValuesAsText("Name");

    assertThat(columns)
        .contains(
            "useridentity",
            "eventtime",
            "eventsource",
            "eventname",
            "sourceipaddress",
            "useragent",
            "errorcode",
            "requestparameters",
            "responseelements",
            "additionaleventdata",
            "readonly",
            "eventcategory");
  }

  private static JsonNode only(String type, Predicate<JsonNode> fits) {
    var found =
        Templates.resources(security("acme-prod"), type).stream()
            .map(Templates.Resource::properties)
            .filter(fits)
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static JsonNode trail(String name) {
    return requireNonNull(trails("acme-dev").get(name));
  }

  private static Map<String, JsonNode> trails(String cell) {
    var trails = new TreeMap<String, JsonNode>();
    Templates.resources(security(cell), "AWS::CloudTrail::Trail")
        .forEach(
            trail -> trails.put(trail.properties().path("TrailName").asText(), trail.properties()));
    return trails;
  }

  private static List<String> selected(JsonNode trail) {
    var selected = new ArrayList<String>();
    for (var selector : trail.path("AdvancedEventSelectors")) {
      var fields = new ArrayList<String>();
      selector
          .path("FieldSelectors")
          .forEach(field ->
              fields.add(
                  field.path("Field").asText() + "=" + field.path("Equals").path(0).asText()));
      selected.add(String.join(" ", fields));
    }
    return selected;
  }

  private static Templates.Resource files(String cell) {
    return Templates.resources(security(cell), "AWS::S3::Bucket").stream()
        .filter(bucket -> bucket.id().startsWith("AuditFiles"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode security(String cell) {
    return TestingCells.of(cell, "security");
  }
}
