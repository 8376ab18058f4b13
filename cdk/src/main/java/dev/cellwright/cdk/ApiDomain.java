package dev.cellwright.cdk;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigateway.CfnBasePathMapping;
import software.amazon.awscdk.services.apigateway.CfnDomainName;
import software.amazon.awscdk.services.apigateway.SpecRestApi;
import software.amazon.awscdk.services.apigatewayv2.CfnRoutingRule;
import software.constructs.Construct;

/// One host name for all REST APIs of a cell.
///
/// The first API answers whatever no rule leads elsewhere. For each base path of the others there
/// is a rule, which hands the path on as it is; a mapping would cut its beginning off.
final class ApiDomain extends Construct {
  /// What API Gateway allows unless asked to raise it.
  static final int MOST_RULES = 50;

  private final String host;
  private final CfnDomainName domain;

  /// @param truststore whose signature a client's certificate needs, or null where none is asked
  ///   for
  ApiDomain(
      Construct scope,
      String id,
      String host,
      String certificate,
      @Nullable String truststore,
      List<Shard> shards) {
    super(scope, id);
    this.host = host;
    domain =
        CfnDomainName.Builder.create(this, "Name")
            .domainName(host)
            .regionalCertificateArn(certificate)
            .endpointConfiguration(
                CfnDomainName.EndpointConfigurationProperty.builder()
                    .types(List.of("REGIONAL"))
                    .build())
            .securityPolicy("TLS_1_2")
            .routingMode("ROUTING_RULE_THEN_BASE_PATH_MAPPING")
            .mutualTlsAuthentication(
                truststore == null
                    ? null
                    : CfnDomainName.MutualTlsAuthenticationProperty.builder()
                        .truststoreUri(truststore)
                        .build())
            .build();
    CfnBasePathMapping.Builder.create(this, "Rest")
        .domainName(domain.getRef())
        .restApiId(shards.getFirst().api().getRestApiId())
        .stage(shards.getFirst().stage())
        .build();
    rules(shards.subList(1, shards.size()));
  }

  /// An API and what it answers.
  ///
  /// @param bases the base paths of its routes
  record Shard(SpecRestApi api, List<String> bases) {
    String stage() {
      return api.getDeploymentStage().getStageName();
    }
  }

  void record(@Nullable String zone, String id) {
    new HostRecord(
        this,
        id,
        zone,
        host,
        domain.getAttrRegionalDomainName(),
        domain.getAttrRegionalHostedZoneId());
  }

  private void rules(List<Shard> shards) {
    var targets = new TreeMap<String, Shard>();
    shards.forEach(shard -> shard.bases().forEach(base -> targets.put(base, shard)));
    if (targets.size() > MOST_RULES) {
      throw new OverBudget(
          "%s has %d routing rules, AWS allows %d: let more paths begin alike"
              .formatted(host, targets.size(), MOST_RULES));
    }
    var priorities = priorities(List.copyOf(targets.keySet()));
    targets.forEach((base, shard) -> rule(base, shard, requireNonNull(priorities.get(base))));
  }

  /// A base path's priority follows from itself, so that it stays when others come: two rules can't
  /// swap theirs in one deployment. A longer path is looked at earlier.
  static Map<String, Integer> priorities(List<String> bases) {
    var taken = new TreeMap<Integer, String>();
    for (var base : bases.stream().sorted().toList()) {
      var sum = new CRC32();
      sum.update(base.getBytes(StandardCharsets.UTF_8));
      int priority = Math.max(0, 900 - base.length()) * 1000 + (int) (sum.getValue() % 1000) + 1;
      while (taken.containsKey(priority)) {
        priority++;
      }
      taken.put(priority, base);
    }
    var priorities = new TreeMap<String, Integer>();
    taken.forEach((priority, base) -> priorities.put(base, priority));
    return priorities;
  }

  private void rule(String base, Shard shard, Integer priority) {
    var rule =
        CfnRoutingRule.Builder.create(this, "Rule" + base.replaceAll("[^A-Za-z0-9]+", "-"))
            .domainNameArn(
                "arn:%s:apigateway:%s::/domainnames/%s"
                    .formatted(
                        Stack.of(this).getPartition(), Stack.of(this).getRegion(), domain.getRef()))
            .priority(priority)
            .conditions(
                List.of(
                    CfnRoutingRule.ConditionProperty.builder()
                        .matchBasePaths(
                            CfnRoutingRule.MatchBasePathsProperty.builder()
                                .anyOf(List.of(base.substring(1)))
                                .build())
                        .build()))
            .actions(
                List.of(
                    CfnRoutingRule.ActionProperty.builder()
                        .invokeApi(
                            CfnRoutingRule.ActionInvokeApiProperty.builder()
                                .apiId(shard.api().getRestApiId())
                                .stage(shard.stage())
                                .stripBasePath(false)
                                .build())
                        .build()))
            .build();
    rule.addResourceDependency(domain);
  }
}
