package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirewallTest {

  @Test
  void whatPeopleWriteIsCountedAndNotRefused() {
    assertThat(counted("AWSManagedRulesSQLiRuleSet"))
        .contains(
            "SQLi_BODY",
            "SQLi_QUERYARGUMENTS",
            "SQLiExtendedPatterns_BODY",
            "SQLiExtendedPatterns_QUERYARGUMENTS");
    assertThat(counted("AWSManagedRulesCommonRuleSet"))
        .contains(
            "SizeRestrictions_BODY",
            "CrossSiteScripting_BODY",
            "GenericLFI_BODY",
            "GenericRFI_BODY",
            "EC2MetaDataSSRF_BODY")
        .allMatch(rule -> rule.matches(".*_(BODY|QUERYARGUMENTS|QUERYSTRING)"));
  }

  @Test
  void everythingElseThatManagedRulesFindIsRefused() {
    assertThat(rules("acme-prod", "edge"))
        .filteredOn(rule -> rule.path("Statement").has("ManagedRuleGroupStatement"))
        .hasSize(4)
        .allSatisfy(rule -> assertThat(rule.path("OverrideAction")).hasToString("{\"None\":{}}"));
    assertThat(counted("AWSManagedRulesAmazonIpReputationList")).isEmpty();
    assertThat(counted("AWSManagedRulesKnownBadInputsRuleSet")).isEmpty();
  }

  @Test
  void anAddressHas2000RequestsInFiveMinutesAndIsThenTold429() {
    var rate = rule("acme-prod", "edge", "Rate");

    assertThat(rate.path("Statement").path("RateBasedStatement"))
        .hasToString("{\"AggregateKeyType\":\"IP\",\"EvaluationWindowSec\":300,\"Limit\":2000}");
    assertThat(rate.path("Action").path("Block").path("CustomResponse").toString())
        .contains("\"ResponseCode\":429", "Retry-After", "\"CustomResponseBodyKey\":\"limited\"");
    assertThat(acl("acme-prod", "edge").path("CustomResponseBodies").path("limited").toString())
        .contains("RATE_LIMITED", "APPLICATION_JSON");
  }

  @Test
  void countriesAreBlockedOrAllAreButThose() {
    assertThat(rule("guarded-staging", "edge", "BlockedCountries").path("Statement"))
        .hasToString("{\"GeoMatchStatement\":{\"CountryCodes\":[\"KP\",\"NO\"]}}");
    assertThat(rule("guarded-prod", "edge", "OtherCountries").path("Statement"))
        .hasToString(
            "{\"NotStatement\":{\"Statement\":{\"GeoMatchStatement\":{\"CountryCodes\":[\"AT\",\"DE\"]}}}}");
    assertThat(rule("guarded-prod", "edge", "OtherCountries").path("Action").toString())
        .contains("\"ResponseCode\":403");
    assertThat(acl("acme-prod", "edge").toString()).doesNotContain("GeoMatchStatement");
  }

  @Test
  void botControlLetsProgramsCall() {
    var bots = rule("guarded-staging", "edge", "AWSManagedRulesBotControlRuleSet").toString();

    assertThat(bots).contains("\"InspectionLevel\":\"COMMON\"", "CategoryHttpLibrary");
    assertThat(acl("acme-prod", "edge").toString()).doesNotContain("BotControl");
  }

  @Test
  void rulesAreLookedAtInTheOrderOfTheirCost() {
    assertThat(rules("guarded-staging", "edge"))
        .extracting(rule -> rule.path("Priority").asInt(), rule -> rule.path("Name").asText())
        .containsExactly(
            tuple(0, "BlockedCountries"),
            tuple(1, "AWSManagedRulesAmazonIpReputationList"),
            tuple(2, "Rate"),
            tuple(3, "AWSManagedRulesCommonRuleSet"),
            tuple(4, "AWSManagedRulesKnownBadInputsRuleSet"),
            tuple(5, "AWSManagedRulesSQLiRuleSet"),
            tuple(6, "AWSManagedRulesBotControlRuleSet"));
  }

  @Test
  void aroundTheEdgeNobodyGetsToTheApi() {
    var acl = acl("guarded-staging", "api");

    assertThat(acl.path("Scope").asText()).isEqualTo("REGIONAL");
    assertThat(acl.path("DefaultAction")).hasToString("{\"Block\":{}}");
    assertThat(acl.path("Rules")).hasSize(1);
    assertThat(acl.path("Rules").findValuesAsText("SearchString"))
        .extracting(secret -> secret.replaceFirst(":SecretString.*", ""))
        .containsExactly(
            "{{resolve:secretsmanager:guarded-staging/origin/2",
            "{{resolve:secretsmanager:guarded-staging/origin/3");
    assertThat(acl.path("Rules").findValues("SingleHeader"))
        .allSatisfy(
            header -> assertThat(header.toString()).contains("\"Name\":\"x-origin-verify\""));
    assertThat(acl.path("Rules").findValuesAsText("PositionalConstraint")).containsOnly("EXACTLY");
    assertThat(acl.path("Rules").path(0).path("VisibilityConfig").path("SampledRequestsEnabled"))
        .hasToString("false");
    assertThat(
            Templates.resource(
                    TestingCells.of("guarded-staging", "api"), "AWS::WAFv2::WebACLAssociation")
                .properties()
                .path("ResourceArn")
                .toString())
        .contains("/restapis/", "/stages/");
  }

  @Test
  void whatIsRefusedOrCountedIsLoggedWithoutWhatLetsSomebodyIn() {
    for (var place : List.of("edge", "api")) {
      var logging =
          Templates.resource(
                  TestingCells.of("acme-prod", place), "AWS::WAFv2::LoggingConfiguration")
              .properties();

      assertThat(logging.path("RedactedFields").toString())
          .contains("authorization", "cookie", "x-api-key", "x-origin-verify", "QueryString");
      assertThat(logging.path("LoggingFilter").path("DefaultBehavior").asText()).isEqualTo("DROP");
      assertThat(logging.path("LoggingFilter").path("Filters").toString())
          .contains("BLOCK", "COUNT");
      assertThat(logging.path("LogDestinationConfigs").toString())
          .contains("log-group:aws-waf-logs-acme-crm-prod-");
    }
  }

  private static List<String> counted(String group) {
    return rule("acme-prod", "edge", group)
        .path("Statement")
        .path("ManagedRuleGroupStatement")
        .path("RuleActionOverrides")
        .valueStream()
        .peek(override -> assertThat(override.path("ActionToUse")).hasToString("{\"Count\":{}}"))
        .map(override -> override.path("Name").asText())
        .toList();
  }

  private static JsonNode rule(String cell, String stack, String name) {
    return rules(cell, stack).stream()
        .filter(rule -> rule.path("Name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no rule " + name));
  }

  private static List<JsonNode> rules(String cell, String stack) {
    return acl(cell, stack).path("Rules").valueStream().toList();
  }

  private static JsonNode acl(String cell, String stack) {
    return Templates.resource(TestingCells.of(cell, stack), "AWS::WAFv2::WebACL").properties();
  }
}
