package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class LeastPrivilegeTest {
  /// Actions for which AWS knows no resource, or none that exists yet.
  private static final Set<String> WITHOUT_RESOURCE =
      Set.of(
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
          "ec2:AssignPrivateIpAddresses",
          "cloudwatch:DescribeAlarms",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses",
          "kms:CreateKey",
          "kms:ListAliases");

  @Test
  void aModuleMayTouchWhatItNeedsAndNothingElse() {
    assertThat(allowed("tasks", "Function"))
        .containsExactlyInAnyOrder(
            "logs:CreateLogStream on FunctionLogE54B7D7B",
            "logs:PutLogEvents on FunctionLogE54B7D7B",
            "xray:PutTelemetryRecords on *",
            "xray:PutTraceSegments on *",
            "sqs:SendMessage on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-relay",
            "rds-data:ExecuteStatement on arn:aws:rds:eu-central-1:111111111111:cluster:acme-crm-dev",
            "secretsmanager:GetSecretValue on /acme-crm-dev/context-key",
            "secretsmanager:GetSecretValue on /acme-crm-dev/database/secret/m_tasks",
            "kms:Decrypt on /acme-crm-dev/keys/data if"
                + " {\"StringEquals\":{\"kms:ViaService\":\"secretsmanager.eu-central-1.amazonaws.com\"}}",
            "kms:GetPublicKey" + keysNamed("tokens"));
  }

  @Test
  void behindAQueueAModuleMayTakeItFillItsDeadLettersAndNothingThatOnlyRequestsNeed() {
    assertThat(allowed("tasks", "Behind"))
        .filteredOn(statement -> !statement.startsWith("logs:") && !statement.startsWith("xray:"))
        .containsExactlyInAnyOrder(
            "rds-data:ExecuteStatement on arn:aws:rds:eu-central-1:111111111111:cluster:acme-crm-dev",
            "secretsmanager:GetSecretValue on /acme-crm-dev/context-key",
            "secretsmanager:GetSecretValue on /acme-crm-dev/database/secret/m_tasks",
            "kms:Decrypt on /acme-crm-dev/keys/data if"
                + " {\"StringEquals\":{\"kms:ViaService\":\"secretsmanager.eu-central-1.amazonaws.com\"}}",
            "sqs:SendMessage on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-relay",
            "sqs:SendMessage on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-tasks-dead",
            "sqs:ChangeMessageVisibility on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-tasks",
            "sqs:DeleteMessage on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-tasks",
            "sqs:GetQueueAttributes on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-tasks",
            "sqs:ReceiveMessage on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-tasks");
  }

  @Test
  void theRelayAlonePutsEventsAndOnTheCellsBusOnly() {
    TestingCells.of("acme-dev")
        .forEach((stack, _) -> {
          if (!stack.equals("relay")) {
            assertThat(allowed(stack)).noneMatch(statement -> statement.startsWith("events:"));
          }
        });
    assertThat(allowed("relay", "Function"))
        .filteredOn(statement -> !statement.startsWith("logs:") && !statement.startsWith("xray:"))
        .containsExactlyInAnyOrder(
            "events:PutEvents on arn:aws:events:eu-central-1:111111111111:event-bus/acme-crm-dev",
            "rds-data:ExecuteStatement on arn:aws:rds:eu-central-1:111111111111:cluster:acme-crm-dev",
            "secretsmanager:GetSecretValue on /acme-crm-dev/database/secret/m_relay",
            "kms:Decrypt on /acme-crm-dev/keys/data if"
                + " {\"StringEquals\":{\"kms:ViaService\":\"secretsmanager.eu-central-1.amazonaws.com\"}}",
            "sqs:SendMessage on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-relay",
            "sqs:ChangeMessageVisibility on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-relay",
            "sqs:DeleteMessage on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-relay",
            "sqs:GetQueueAttributes on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-relay",
            "sqs:ReceiveMessage on arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-relay");
  }

  @Test
  void aModuleWithoutEventsNudgesNobody() {
    assertThat(allowed("identity")).noneMatch(statement -> statement.startsWith("sqs:"));
    assertThat(TestingCells.of("acme-dev", "identity").toString())
        .doesNotContain("RELAY_QUEUE_URL");
    assertThat(TestingCells.of("acme-dev", "tasks").toString()).contains("RELAY_QUEUE_URL");
  }

  @Test
  void whoseRoutesAskNobodyCanNeitherVerifyATokenNorSpeakForATenant() {
    assertThat(allowed("operations", "Function"))
        .contains("secretsmanager:GetSecretValue on /acme-crm-dev/database/secret/m_operations")
        .noneMatch(statement -> statement.contains("context-key"))
        .noneMatch(statement -> statement.startsWith("kms:GetPublicKey"));
    assertThat(allowed("operations", "Behind"))
        .contains("secretsmanager:GetSecretValue on /acme-crm-dev/context-key");
  }

  @Test
  void schedulesSendToTheQueuesOfJobsOnly() {
    assertThat(allowed("events"))
        .allSatisfy(statement -> assertThat(statement).startsWith("sqs:SendMessage on Events"));
    assertThat(allowed("events")).hasSize(6).noneMatch(statement -> statement.contains("tasks"));
  }

  @Test
  void exportsAndSealsAreTouchedByTheFunctionThatDeclaresThem() {
    assertThat(allowed("operations", "Function"))
        .filteredOn(statement -> statement.contains("exports") || statement.contains("seals"))
        .hasSize(5)
        .allSatisfy(statement -> assertThat(statement).contains("bucketsexports"));
    assertThat(allowed("operations", "Behind"))
        .filteredOn(statement -> statement.contains("exports") || statement.contains("seals"))
        .allSatisfy(statement -> assertThat(statement).contains("seals"))
        .contains("kms:Sign" + keysNamed("seals"));
    assertThat(allowed("tasks")).noneMatch(statement -> statement.contains("s3:"));
  }

  @Test
  void connectionsAreSentToAndClosedByWhoUsesThem() {
    assertThat(allowed("notifications", "Function"))
        .filteredOn(statement -> statement.startsWith("execute-api:"))
        .hasSize(2)
        .allSatisfy(statement ->
            assertThat(statement)
                .matches(
                    "execute-api:ManageConnections on .*/live/(POST|DELETE)/@connections/\\*.*"));
    assertThat(allowed("notifications", "Behind"))
        .noneMatch(statement -> statement.startsWith("execute-api:"));
  }

  @Test
  void phonesAreReachedByTheApplicationsOfTheEnvironmentAndTextedOnlyWhereItHasASender() {
    assertThat(allowed("notifications", "Behind"))
        .filteredOn(statement -> statement.startsWith("sns:"))
        .containsExactlyInAnyOrder(
            "sns:CreatePlatformEndpoint on arn:aws:sns:eu-central-1:111111111111:app/GCM/acme-crm-dev",
            "sns:DeleteEndpoint on arn:aws:sns:eu-central-1:111111111111:endpoint/GCM/acme-crm-dev/*",
            "sns:GetEndpointAttributes on arn:aws:sns:eu-central-1:111111111111:endpoint/GCM/acme-crm-dev/*",
            "sns:Publish on arn:aws:sns:eu-central-1:111111111111:endpoint/GCM/acme-crm-dev/*",
            "sns:SetEndpointAttributes on arn:aws:sns:eu-central-1:111111111111:endpoint/GCM/acme-crm-dev/*",
            "sns:Publish on everything but arn:aws:sns:*:*:*");
    assertThat(TestingCells.of("minimal-dev", "notifications").toString())
        .doesNotContain("\"sns:")
        .doesNotContain("SMS_SENDER_ID");
  }

  @Test
  void onlyTheModuleThatDeclaresItMaySignTokens() {
    assertThat(allowed("identity")).contains("kms:Sign" + keysNamed("tokens"));
    assertThat(allowed("tasks")).noneMatch(statement -> statement.startsWith("kms:Sign"));
    assertThat(allowed("operations"))
        .noneMatch(
            statement -> statement.startsWith("kms:Sign") && statement.contains("-tokens\""));
  }

  @Test
  void onlyTheModuleThatDeclaresItMaySendMailAndOnlyFromTheCellsAddress() {
    assertThat(allowed("identity"))
        .contains(
            "ses:SendEmail on arn:aws:ses:eu-central-1:111111111111:configuration-set/acme-crm-dev"
                + " if {\"StringEquals\":{\"ses:FromAddress\":\"no-reply@acme-crm-dev.example\"}}",
            "ses:SendEmail on arn:aws:ses:eu-central-1:111111111111:identity/acme-crm-dev.example"
                + " if {\"StringEquals\":{\"ses:FromAddress\":\"no-reply@acme-crm-dev.example\"}}");
    assertThat(allowed("tasks")).noneMatch(statement -> statement.startsWith("ses:"));
    assertThat(allowed("operations")).noneMatch(statement -> statement.startsWith("ses:"));
  }

  @Test
  void rotatingMakesSigningKeysOfTheCellAndDeletesNone() {
    var rotate =
        allowed("migrations", "MigrationsRotate").stream()
            .filter(statement -> statement.startsWith("kms:"))
            .toList();

    assertThat(rotate)
        .contains(
            "kms:CreateKey on * if {\"StringEquals\":{\"aws:RequestTag/cell\":\"acme-crm-dev\","
                + "\"kms:KeySpec\":\"ECC_NIST_P256\",\"kms:KeyUsage\":\"SIGN_VERIFY\"}}",
            "kms:DisableKey on arn:aws:kms:eu-central-1:111111111111:key/* if"
                + " {\"StringEquals\":{\"aws:ResourceTag/cell\":\"acme-crm-dev\","
                + "\"kms:KeySpec\":\"ECC_NIST_P256\",\"kms:KeyUsage\":\"SIGN_VERIFY\"}}",
            "kms:UpdateAlias on arn:aws:kms:eu-central-1:111111111111:alias/acme-crm-dev-seals",
            "kms:DeleteAlias on"
                + " arn:aws:kms:eu-central-1:111111111111:alias/acme-crm-dev-seals-previous")
        // What signs is never without its alias, nor is another one put in its place.
        .noneMatch(statement -> statement.matches("kms:(Create|Delete)Alias on .*-(seals|tokens)"))
        .noneMatch(statement -> statement.matches("kms:UpdateAlias on .*-(next|previous)"))
        .noneMatch(statement -> statement.startsWith("kms:Sign "))
        .noneMatch(statement -> statement.contains("Deletion"))
        .noneMatch(statement -> statement.contains("-data"));
    TestingCells.of("acme-dev")
        .forEach((stack, _) -> {
          if (!stack.equals("migrations")) {
            assertThat(allowed(stack))
                .as(stack)
                .noneMatch(statement -> statement.matches("kms:.*Alias on.*"))
                .noneMatch(statement -> statement.startsWith("secretsmanager:Put"));
          }
        });
  }

  @Test
  void onlyBootstrapAndRotateMayReadTheMasterSecret() {
    TestingCells.of("acme-dev")
        .forEach((stack, template) -> {
          if (!stack.equals("migrations")) {
            assertThat(allowed(stack)).noneMatch(statement -> statement.contains("/master"));
          }
        });
    assertThat(allowed("migrations", "MigrationsBootstrap"))
        .filteredOn(statement -> statement.contains("/master"))
        .containsExactly("secretsmanager:GetSecretValue on /acme-crm-dev/database/secret/master");
  }

  @Test
  void theMigrationFunctionLogsInAsTheMigratorOnly() {
    assertThat(allowed("migrations"))
        .filteredOn(statement -> statement.startsWith("rds-db:connect"))
        .singleElement()
        .asString()
        .contains("/cw_migrator\"")
        .contains("databaseresourceid");
  }

  @Test
  void noActionIsAWildcard() {
    assertThat(statements().flatMap(statement -> texts(statement.path("Action"))))
        .isNotEmpty()
        .noneMatch(action -> action.contains("*"));
  }

  @Test
  void everyResourceIsNamedWhereAwsCanNameIt() {
    statements()
        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
        .filter(statement -> texts(statement.path("Resource")).anyMatch("*"::equals))
        .forEach(statement ->
            assertThat(WITHOUT_RESOURCE).containsAll(texts(statement.path("Action")).toList()));
  }

  @Test
  void aFunctionIsCalledByItsOwnApiOnly() {
    var api = TestingCells.of("acme-dev", "api");

    assertThat(Templates.resources(api, "AWS::Lambda::Permission"))
        .hasSize(5)
        .allSatisfy(permission -> {
          var function = permission.properties().path("FunctionName").asText();
          assertThat(function).endsWith(":live");
          assertThat(permission.properties().path("SourceArn").toString())
              .contains(function.contains("-sockets") ? "socketsapi" : "ApiRest");
        });
  }

  private static Stream<JsonNode> statements() {
    return Stream.of("acme-dev", "acme-prod", "minimal-dev")
        .flatMap(cell -> Templates.all(TestingCells.of(cell)))
        .filter(resource -> resource.type().equals("AWS::IAM::Policy"))
        .flatMap(policy -> items(policy.properties().path("PolicyDocument").path("Statement")));
  }

  private static List<String> allowed(String stack) {
    return allowed(stack, "");
  }

  /// @param construct in which the policy is
  private static List<String> allowed(String stack, String construct) {
    var template = TestingCells.of("acme-dev", stack);
    var allowed = new ArrayList<String>();
    for (var policy : Templates.resources(template, "AWS::IAM::Policy")) {
      if (!policy.id().startsWith(construct)) {
        continue;
      }
      items(policy.properties().path("PolicyDocument").path("Statement"))
          .filter(statement -> statement.path("Effect").asText().equals("Allow"))
          .forEach(statement ->
              items(statement.path("Action"))
                  .forEach(action ->
                      resources(statement)
                          .forEach(resource ->
                              allowed.add(
                                  action.asText()
                                      + " on "
                                      + resource(template, statement, resource)
                                      + condition(statement)))));
    }
    return allowed;
  }

  private static Stream<JsonNode> resources(JsonNode statement) {
    return items(statement.path(statement.has("Resource") ? "Resource" : "NotResource"));
  }

  private static String resource(JsonNode template, JsonNode statement, JsonNode resource) {
    return (statement.has("Resource") ? "" : "everything but ") + shown(template, resource);
  }

  private static String shown(JsonNode template, JsonNode resource) {
    return resource.has("Fn::GetAtt")
        ? resource.path("Fn::GetAtt").path(0).asText()
        : Templates.meant(template, resource);
  }

  /// Keys that bear an alias of a purpose.
  private static String keysNamed(String purpose) {
    var alias = "\"alias/acme-crm-dev-" + purpose;
    return " on arn:aws:kms:eu-central-1:111111111111:key/* if"
        + " {\"ForAnyValue:StringEquals\":{\"kms:ResourceAliases\":[%s\",%s-next\",%s-previous\"]}}"
            .formatted(alias, alias, alias);
  }

  private static String condition(JsonNode statement) {
    return statement.has("Condition") ? " if " + statement.path("Condition") : "";
  }

  private static Stream<String> texts(JsonNode value) {
    return items(value).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static Stream<JsonNode> items(JsonNode value) {
    return value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
  }
}
