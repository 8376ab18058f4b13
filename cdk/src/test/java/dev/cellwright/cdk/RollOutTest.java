package dev.cellwright.cdk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RollOutTest {

  @Test
  void everyAliasMovesWithCodeDeployAfterItsVersionWasTried() {
    var aliases = 0;
    for (var stack : TestingCells.of("acme-prod").entrySet()) {
      var functions = names(stack.getValue(), "AWS::Lambda::Function", "FunctionName");
      for (var alias : Templates.resources(stack.getValue(), "AWS::Lambda::Alias")) {
        var update = alias.body().at("/UpdatePolicy/CodeDeployLambdaAliasUpdate");
        assertThat(update.path("ApplicationName").asText()).isEqualTo("acme-crm-prod");
        assertThat(functions.values())
            .contains(update.path("BeforeAllowTrafficHook").asText())
            .contains("acme-crm-prod-" + stack.getKey() + "-smoke");
        assertThat(
                requireNonNull(
                        groups(stack.getValue())
                            .get(update.path("DeploymentGroupName").path("Ref").asText()))
                    .path("DeploymentGroupName")
                    .asText())
            .isEqualTo(functions.get(alias.properties().path("FunctionName").path("Ref").asText()));
        aliases++;
      }
    }
    assertThat(aliases).isEqualTo(9);
  }

  @Test
  void productionMovesATenthFirstAndDevelopmentAllAtOnce() {
    assertThat(groups(TestingCells.of("acme-prod", "tasks")).values())
        .hasSize(2)
        .allMatch(group ->
            group
                .path("DeploymentConfigName")
                .asText()
                .equals("CodeDeployDefault.LambdaCanary10Percent5Minutes"));
    assertThat(groups(TestingCells.of("acme-dev", "tasks")).values())
        .allMatch(group ->
            group
                .path("DeploymentConfigName")
                .asText()
                .equals("CodeDeployDefault.LambdaAllAtOnce"));
  }

  @Test
  void whereATenthGoesFirstAlarmsTakeItBackEvenIfNobodyHearsThem() {
    var canary = TestingCells.of("guarded-dev", "tasks");
    var allAtOnce = TestingCells.of("acme-dev", "tasks");

    assertThat(groups(canary).values())
        .allMatch(group -> group.at("/AlarmConfiguration/Alarms").size() == 2)
        .allMatch(group -> events(group).contains("DEPLOYMENT_STOP_ON_ALARM"));
    assertThat(Templates.resources(canary, "AWS::CloudWatch::Alarm"))
        .hasSameSizeAs(groups(canary).values());
    assertThat(groups(allAtOnce).values())
        .noneMatch(group -> group.at("/AlarmConfiguration/Enabled").asBoolean(true))
        .noneMatch(group -> events(group).contains("DEPLOYMENT_STOP_ON_ALARM"))
        .allMatch(group -> events(group).contains("DEPLOYMENT_FAILURE"));
    assertThat(TestingCells.of("guarded-dev", "delivery").toString())
        .contains("cloudwatch:DescribeAlarms");
    assertThat(TestingCells.of("acme-dev", "delivery").toString())
        .doesNotContain("cloudwatch:DescribeAlarms");
  }

  private static String events(JsonNode group) {
    return group.at("/AutoRollbackConfiguration/Events").toString();
  }

  @Test
  void errorsOfTheNewVersionAndAFailingApiTakeItBack() {
    var tasks = TestingCells.of("acme-prod", "tasks");
    var api = TestingCells.of("acme-prod", "api");
    var alarms = names(tasks, "AWS::CloudWatch::Alarm", "Dimensions");

    for (var group : groups(tasks).values()) {
      assertThat(group.at("/AutoRollbackConfiguration/Enabled").asBoolean()).isTrue();
      assertThat(group.at("/AutoRollbackConfiguration/Events").toString())
          .contains("DEPLOYMENT_STOP_ON_ALARM");
      var own = group.at("/AlarmConfiguration/Alarms/0/Name/Ref").asText();
      assertThat(alarms.get(own)).contains("ExecutedVersion").contains("Fn::GetAtt");
      assertThat(names(api, "AWS::CloudWatch::Alarm", "AlarmName").values())
          .contains(group.at("/AlarmConfiguration/Alarms/1/Name").asText());
    }
  }

  @Test
  void oneRoleMovesAllAliasesAndNothingElse() {
    var roles =
        Templates.all(TestingCells.of("acme-prod"))
            .filter(resource -> resource.type().equals("AWS::IAM::Role"))
            .filter(role -> role.body().toString().contains("codedeploy.amazonaws.com"))
            .toList();
    var policy =
        Templates.resource(TestingCells.of("acme-prod", "delivery"), "AWS::IAM::Policy")
            .properties()
            .toString();

    assertThat(roles).hasSize(1);
    assertThat(policy)
        .contains("function:acme-crm-prod-tasks:live")
        .contains("function:acme-crm-prod-tasks-smoke")
        .doesNotContain("function:acme-crm-prod-migrate")
        .doesNotContain("function:*");
  }

  @Test
  void productionTakesCodeThatItsProfileSignedAndSaysSoOfOther() {
    var delivery = TestingCells.of("acme-prod", "delivery");
    var trusted = Templates.resource(delivery, "AWS::Lambda::CodeSigningConfig").properties();
    var function = Templates.function(TestingCells.of("acme-prod", "tasks"), "-tasks");

    assertThat(trusted.at("/CodeSigningPolicies/UntrustedArtifactOnDeployment").asText())
        .isEqualTo("Warn");
    assertThat(trusted.at("/AllowedPublishers/SigningProfileVersionArns/0/Fn::GetAtt/1").asText())
        .isEqualTo("ProfileVersionArn");
    assertThat(
            Templates.meant(
                TestingCells.of("acme-prod", "tasks"),
                function.properties().path("CodeSigningConfigArn")))
        .isEqualTo("/acme-crm-prod/code-signing");
    assertThat(TestingCells.of("acme-dev", "tasks").toString())
        .doesNotContain("CodeSigningConfigArn");
  }

  private static Map<String, JsonNode> groups(JsonNode template) {
    return Templates.resources(template, "AWS::CodeDeploy::DeploymentGroup").stream()
        .collect(Collectors.toMap(Templates.Resource::id, Templates.Resource::properties));
  }

  private static Map<String, String> names(JsonNode template, String type, String property) {
    return Templates.resources(template, type).stream()
        .collect(
            Collectors.toMap(
                Templates.Resource::id,
                resource ->
                    resource.properties().path(property).isTextual()
                        ? resource.properties().path(property).asText()
                        : resource.properties().path(property).toString()));
  }
}
