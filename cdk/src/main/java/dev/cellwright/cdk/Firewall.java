package dev.cellwright.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.wafv2.CfnLoggingConfiguration;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/// A web ACL with a log of what it refused or would have refused. The rest it lets through is in
/// the log of whatever stands behind it.
final class Firewall extends Construct {
  private static final String FORBIDDEN = "forbidden";
  private static final String LIMITED = "limited";

  /// What a log must not hold: they let somebody in.
  private static final List<String> SECRET_HEADERS =
      List.of("authorization", "cookie", "x-api-key", "x-origin-verify", "sec-websocket-protocol");

  private final CfnWebACL acl;

  /// @param part its name within the cell
  /// @param scope `CLOUDFRONT` or `REGIONAL`
  /// @param otherwise what becomes of a request that no rule speaks of
  Firewall(
      Construct parent,
      String id,
      CellLogs logs,
      String part,
      String scope,
      CfnWebACL.DefaultActionProperty otherwise,
      List<FirewallRule> rules) {
    super(parent, id);
    var names = logs.plan().names();
    acl =
        CfnWebACL.Builder.create(this, "Acl")
            .name(names.firewall(part))
            .scope(scope)
            .defaultAction(otherwise)
            .customResponseBodies(
                new TreeMap<>(
                    Map.of(
                        FORBIDDEN, json("FORBIDDEN", "This is not allowed."),
                        LIMITED, json("RATE_LIMITED", "Too many requests."))))
            .rules(numbered(rules))
            .visibilityConfig(FirewallRule.visibility(part))
            .build();
    var group = names.firewallLog(part);
    log(logs.group(this, "Log", group), Arns.of(this, "logs", "log-group:" + group));
  }

  String arn() {
    return acl.getAttrArn();
  }

  /// A request that comes from where nobody may.
  static CfnWebACL.BlockActionProperty forbidden() {
    return answered(403, FORBIDDEN, List.of());
  }

  /// One request too many.
  static CfnWebACL.BlockActionProperty limited() {
    return answered(
        429,
        LIMITED,
        List.of(
            CfnWebACL.CustomHTTPHeaderProperty.builder().name("Retry-After").value("60").build()));
  }

  private static CfnWebACL.BlockActionProperty answered(
      int status, String body, List<CfnWebACL.CustomHTTPHeaderProperty> headers) {
    return CfnWebACL.BlockActionProperty.builder()
        .customResponse(
            CfnWebACL.CustomResponseProperty.builder()
                .responseCode(status)
                .customResponseBodyKey(body)
                .responseHeaders(headers.isEmpty() ? null : headers)
                .build())
        .build();
  }

  private static CfnWebACL.CustomResponseBodyProperty json(String code, String message) {
    return CfnWebACL.CustomResponseBodyProperty.builder()
        .contentType("APPLICATION_JSON")
        .content("{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, message))
        .build();
  }

  private static List<CfnWebACL.RuleProperty> numbered(List<FirewallRule> rules) {
    var numbered = new ArrayList<CfnWebACL.RuleProperty>();
    rules.forEach(rule -> numbered.add(rule.at(numbered.size())));
    return numbered;
  }

  private void log(LogGroup group, String arn) {
    var configuration =
        CfnLoggingConfiguration.Builder.create(this, "Logging")
            .resourceArn(acl.getAttrArn())
            .logDestinationConfigs(List.of(arn))
            .redactedFields(
                Stream.concat(
                        SECRET_HEADERS.stream()
                            .map(name ->
                                CfnLoggingConfiguration.FieldToMatchProperty.builder()
                                    .singleHeader(Map.of("Name", name))
                                    .build()),
                        Stream.of(
                            CfnLoggingConfiguration.FieldToMatchProperty.builder()
                                .queryString(Map.of())
                                .build()))
                    .toList())
            .loggingFilter(
                new TreeMap<String, Object>(
                    Map.of(
                        "DefaultBehavior",
                        "DROP",
                        "Filters",
                        List.of(
                            new TreeMap<String, Object>(
                                Map.of(
                                    "Behavior",
                                    "KEEP",
                                    "Requirement",
                                    "MEETS_ANY",
                                    "Conditions",
                                    Stream.of("BLOCK", "COUNT", "EXCLUDED_AS_COUNT")
                                        .map(action ->
                                            Map.of("ActionCondition", Map.of("Action", action)))
                                        .toList()))))))
            .build();
    configuration.getNode().addDependency(group);
  }
}
