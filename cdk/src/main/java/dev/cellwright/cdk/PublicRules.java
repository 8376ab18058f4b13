package dev.cellwright.cdk;

import dev.cellwright.config.Edge;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.wafv2.CfnWebACL;

/// What a web ACL asks of requests from the internet.
///
/// The kernel takes what people write as data: it is bound to statements, never pasted, and goes
/// out as JSON. So rules that look for SQL or scripts where people write, in bodies and in queries,
/// only count: a task may be called "drop table". The same rules block in paths, headers and
/// cookies, where nobody writes.
final class PublicRules {
  /// Of one address in five minutes.
  static final int MOST_REQUESTS = 2000;

  private static final int WINDOW_SECONDS = 300;

  private PublicRules() {}

  static List<FirewallRule> of(Edge edge) {
    var rules = new ArrayList<FirewallRule>();
    if (!edge.allowCountries().isEmpty()) {
      rules.add(country("OtherCountries", not(from(edge.allowCountries()))));
    }
    if (!edge.blockCountries().isEmpty()) {
      rules.add(country("BlockedCountries", from(edge.blockCountries())));
    }
    rules.add(FirewallRule.managed("AWSManagedRulesAmazonIpReputationList", List.of()));
    rules.add(rate());
    rules.add(
        FirewallRule.managed(
            "AWSManagedRulesCommonRuleSet",
            List.of(
                "SizeRestrictions_BODY",
                "SizeRestrictions_QUERYSTRING",
                "CrossSiteScripting_BODY",
                "CrossSiteScripting_QUERYARGUMENTS",
                "GenericRFI_BODY",
                "GenericRFI_QUERYARGUMENTS",
                "GenericLFI_BODY",
                "GenericLFI_QUERYARGUMENTS",
                "EC2MetaDataSSRF_BODY",
                "EC2MetaDataSSRF_QUERYARGUMENTS",
                "RestrictedExtensions_QUERYARGUMENTS")));
    rules.add(FirewallRule.managed("AWSManagedRulesKnownBadInputsRuleSet", List.of()));
    rules.add(
        FirewallRule.managed(
            "AWSManagedRulesSQLiRuleSet",
            List.of(
                "SQLi_BODY",
                "SQLi_QUERYARGUMENTS",
                "SQLiExtendedPatterns_BODY",
                "SQLiExtendedPatterns_QUERYARGUMENTS")));
    if (edge.botControl()) {
      rules.add(bots());
    }
    return rules;
  }

  private static FirewallRule rate() {
    return FirewallRule.blocking(
        "Rate",
        CfnWebACL.StatementProperty.builder()
            .rateBasedStatement(
                CfnWebACL.RateBasedStatementProperty.builder()
                    .limit(MOST_REQUESTS)
                    .evaluationWindowSec(WINDOW_SECONDS)
                    .aggregateKeyType("IP")
                    .build())
            .build(),
        Firewall.limited());
  }

  /// An API is called by programs: being one, or running in a data centre, is no offence.
  private static FirewallRule bots() {
    return FirewallRule.managed(
        CfnWebACL.ManagedRuleGroupStatementProperty.builder()
            .managedRuleGroupConfigs(
                List.of(
                    CfnWebACL.ManagedRuleGroupConfigProperty.builder()
                        .awsManagedRulesBotControlRuleSet(
                            CfnWebACL.AWSManagedRulesBotControlRuleSetProperty.builder()
                                .inspectionLevel("COMMON")
                                .build())
                        .build())),
        "AWSManagedRulesBotControlRuleSet",
        List.of("CategoryHttpLibrary", "SignalNonBrowserUserAgent", "SignalKnownBotDataCenter"));
  }

  private static FirewallRule country(String name, CfnWebACL.StatementProperty statement) {
    return FirewallRule.blocking(name, statement, Firewall.forbidden());
  }

  private static CfnWebACL.StatementProperty from(List<String> countries) {
    return CfnWebACL.StatementProperty.builder()
        .geoMatchStatement(
            CfnWebACL.GeoMatchStatementProperty.builder().countryCodes(countries).build())
        .build();
  }

  private static CfnWebACL.StatementProperty not(CfnWebACL.StatementProperty statement) {
    return CfnWebACL.StatementProperty.builder()
        .notStatement(CfnWebACL.NotStatementProperty.builder().statement(statement).build())
        .build();
  }
}
