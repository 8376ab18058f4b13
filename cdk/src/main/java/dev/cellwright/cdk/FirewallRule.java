package dev.cellwright.cdk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.wafv2.CfnWebACL;

/// A rule of a web ACL. Rules are looked at in the order in which they are listed.
///
/// @param action null for a group of rules with actions of their own
/// @param sampled whether AWS keeps samples of the requests that it speaks of
record FirewallRule(
    String name,
    CfnWebACL.StatementProperty statement,
    CfnWebACL.@Nullable RuleActionProperty action,
    boolean sampled) {

  static FirewallRule blocking(
      String name, CfnWebACL.StatementProperty statement, CfnWebACL.BlockActionProperty answer) {
    return new FirewallRule(
        name, statement, CfnWebACL.RuleActionProperty.builder().block(answer).build(), true);
  }

  /// Lets a request through without looking at further rules. Samples would show what lets it.
  static FirewallRule allowing(String name, CfnWebACL.StatementProperty statement) {
    return new FirewallRule(
        name,
        statement,
        CfnWebACL.RuleActionProperty.builder()
            .allow(CfnWebACL.AllowActionProperty.builder().build())
            .build(),
        false);
  }

  /// A group of rules that AWS keeps, each with the action that AWS gives it.
  ///
  /// @param counted rules that only count
  static FirewallRule managed(String group, List<String> counted) {
    return managed(CfnWebACL.ManagedRuleGroupStatementProperty.builder(), group, counted);
  }

  static FirewallRule managed(
      CfnWebACL.ManagedRuleGroupStatementProperty.Builder statement,
      String group,
      List<String> counted) {
    return new FirewallRule(
        group,
        CfnWebACL.StatementProperty.builder()
            .managedRuleGroupStatement(
                statement
                    .vendorName("AWS")
                    .name(group)
                    .ruleActionOverrides(
                        counted.isEmpty()
                            ? null
                            : counted.stream().map(FirewallRule::counting).toList())
                    .build())
            .build(),
        null,
        true);
  }

  private static CfnWebACL.RuleActionOverrideProperty counting(String rule) {
    return CfnWebACL.RuleActionOverrideProperty.builder()
        .name(rule)
        .actionToUse(
            CfnWebACL.RuleActionProperty.builder()
                .count(CfnWebACL.CountActionProperty.builder().build())
                .build())
        .build();
  }

  CfnWebACL.RuleProperty at(int priority) {
    var rule =
        CfnWebACL.RuleProperty.builder()
            .name(name)
            .priority(priority)
            .statement(statement)
            .visibilityConfig(visibility(name, sampled));
    return action == null
        ? rule.overrideAction(CfnWebACL.OverrideActionProperty.builder().none(Map.of()).build())
            .build()
        : rule.action(action).build();
  }

  /// A metric, and samples of requests.
  static CfnWebACL.VisibilityConfigProperty visibility(String metric) {
    return visibility(metric, true);
  }

  private static CfnWebACL.VisibilityConfigProperty visibility(String metric, boolean sampled) {
    return CfnWebACL.VisibilityConfigProperty.builder()
        .cloudWatchMetricsEnabled(true)
        .metricName(metric)
        .sampledRequestsEnabled(sampled)
        .build();
  }
}
