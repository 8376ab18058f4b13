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
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses");

  @Test
  void aModuleMayTouchWhatItNeedsAndNothingElse() {
    assertThat(allowed("tasks"))
        .containsExactlyInAnyOrder(
            "logs:CreateLogStream on FunctionLogE54B7D7B",
            "logs:PutLogEvents on FunctionLogE54B7D7B",
            "xray:PutTelemetryRecords on *",
            "xray:PutTraceSegments on *",
            "rds-data:ExecuteStatement on arn:aws:rds:eu-central-1:111111111111:cluster:acme-crm-dev",
            "secretsmanager:GetSecretValue on /acme-crm-dev/context-key",
            "secretsmanager:GetSecretValue on /acme-crm-dev/database/secret/m_tasks",
            "kms:Decrypt on /acme-crm-dev/keys/data if"
                + " {\"StringEquals\":{\"kms:ViaService\":\"secretsmanager.eu-central-1.amazonaws.com\"}}",
            "kms:GetPublicKey on /acme-crm-dev/keys/tokens");
  }

  @Test
  void onlyTheModuleThatDeclaresItMaySignTokens() {
    assertThat(allowed("identity")).contains("kms:Sign on /acme-crm-dev/keys/tokens");
    assertThat(allowed("tasks")).noneMatch(statement -> statement.startsWith("kms:Sign"));
    assertThat(allowed("operations")).noneMatch(statement -> statement.startsWith("kms:Sign"));
  }

  @Test
  void onlyTheModuleThatDeclaresItMaySendMailAndOnlyFromTheCellsAddress() {
    assertThat(allowed("identity"))
        .contains(
            "ses:SendEmail on arn:aws:ses:eu-central-1:111111111111:identity/acme-crm-dev.example"
                + " if {\"StringEquals\":{\"ses:FromAddress\":\"no-reply@acme-crm-dev.example\"}}");
    assertThat(allowed("tasks")).noneMatch(statement -> statement.startsWith("ses:"));
    assertThat(allowed("operations")).noneMatch(statement -> statement.startsWith("ses:"));
  }

  @Test
  void onlyBootstrapMayReadTheMasterSecret() {
    TestingCells.of("acme-dev")
        .forEach((stack, template) -> {
          if (!stack.equals("migrations")) {
            assertThat(allowed(stack)).noneMatch(statement -> statement.contains("/master"));
          }
        });
    assertThat(allowed("migrations"))
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
        .hasSize(3)
        .allSatisfy(permission -> {
          assertThat(permission.properties().path("FunctionName").asText()).endsWith(":live");
          assertThat(permission.properties().path("SourceArn").toString()).contains("ApiRest");
        });
  }

  private static Stream<JsonNode> statements() {
    return Stream.of("acme-dev", "acme-prod", "minimal-dev")
        .flatMap(cell -> Templates.all(TestingCells.of(cell)))
        .filter(resource -> resource.type().equals("AWS::IAM::Policy"))
        .flatMap(policy -> items(policy.properties().path("PolicyDocument").path("Statement")));
  }

  private static List<String> allowed(String stack) {
    var template = TestingCells.of("acme-dev", stack);
    var allowed = new ArrayList<String>();
    for (var policy : Templates.resources(template, "AWS::IAM::Policy")) {
      items(policy.properties().path("PolicyDocument").path("Statement"))
          .filter(statement -> statement.path("Effect").asText().equals("Allow"))
          .forEach(statement ->
              items(statement.path("Action"))
                  .forEach(action ->
                      items(statement.path("Resource"))
                          .forEach(resource ->
                              allowed.add(
                                  action.asText()
                                      + " on "
                                      + shown(template, resource)
                                      + condition(statement)))));
    }
    return allowed;
  }

  private static String shown(JsonNode template, JsonNode resource) {
    return resource.has("Fn::GetAtt")
        ? resource.path("Fn::GetAtt").path(0).asText()
        : Templates.meant(template, resource);
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
