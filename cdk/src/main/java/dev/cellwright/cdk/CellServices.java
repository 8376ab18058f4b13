package dev.cellwright.cdk;

import dev.cellwright.config.Services;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.apigateway.CfnApiKey;
import software.amazon.awscdk.services.apigateway.CfnUsagePlan;
import software.amazon.awscdk.services.apigateway.CfnUsagePlanKey;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/// The door for other systems: the cell's routes once more, below a host name that asks for an API
/// key and, where the configuration says so, for a client's certificate.
///
/// A key says which system calls and how much it may; who it acts for, its access token says. The
/// door isn't behind the edge: a certificate ends where TLS does.
final class CellServices extends Construct {
  private final CellPlan plan;
  private final Services services;

  CellServices(CellStack stack, String id, CellPlan plan, Services services) {
    super(stack, id);
    this.plan = plan;
    this.services = services;
    var logs = CellLogs.in(stack, plan);
    var shards = apis(logs);
    var edge = plan.edge();
    var host = plan.hosts().services();
    var certificate =
        HostCertificate.arn(this, "Certificate", edge.originCertificate(), edge.hostedZone(), host);
    var domain = new ApiDomain(this, "Domain", host, certificate, services.truststore(), shards);
    domain.record(edge.hostedZone(), "Services");
    guard(logs, shards);
    var usage = usage(shards);
    for (var consumer : services.consumers()) {
      admit(consumer, usage);
    }
  }

  private List<ApiDomain.Shard> apis(CellLogs logs) {
    var name = plan.names().stack("services");
    var log = logs.group(this, "AccessLog", "/aws/apigateway/" + name);
    var shards = new ArrayList<ApiDomain.Shard>();
    for (var modules : ApiShards.of(plan.modules(), ApiShards.MOST_RESOURCES)) {
      var suffix = shards.isEmpty() ? "" : String.valueOf(shards.size() + 1);
      var definition = GatewayDefinition.withKeys(plan, modules);
      var api = CellApi.rest(this, "Rest" + suffix, plan, name + suffix, modules, definition, log);
      ExecutionLog.before(this, "ExecutionLog" + suffix, logs, api);
      api.getNode().tryRemoveChild("Endpoint");
      shards.add(new ApiDomain.Shard(api, ApiBase.all(modules)));
    }
    return shards;
  }

  private void guard(CellLogs logs, List<ApiDomain.Shard> shards) {
    var firewall =
        new Firewall(
            this,
            "Firewall",
            logs,
            "services",
            "REGIONAL",
            CfnWebACL.DefaultActionProperty.builder()
                .allow(CfnWebACL.AllowActionProperty.builder().build())
                .build(),
            PublicRules.of(plan.edge()));
    for (int i = 0; i < shards.size(); i++) {
      CfnWebACLAssociation.Builder.create(this, "Guarded" + (i + 1))
          .webAclArn(firewall.arn())
          .resourceArn(shards.get(i).api().getDeploymentStage().getStageArn())
          .build();
    }
  }

  private CfnUsagePlan usage(List<ApiDomain.Shard> shards) {
    return CfnUsagePlan.Builder.create(this, "Usage")
        .usagePlanName(plan.names().stack("services"))
        .description("What each of the systems that call " + plan.config().cellName() + " may")
        .apiStages(
            shards.stream()
                .map(shard ->
                    CfnUsagePlan.ApiStageProperty.builder()
                        .apiId(shard.api().getRestApiId())
                        .stage(shard.stage())
                        .build())
                .toList())
        .throttle(
            CfnUsagePlan.ThrottleSettingsProperty.builder()
                .rateLimit(services.requestsPerSecond())
                .burstLimit(services.burst())
                .build())
        .quota(
            CfnUsagePlan.QuotaSettingsProperty.builder()
                .limit(services.requestsPerDay())
                .period("DAY")
                .build())
        .build();
  }

  /// AWS makes the key's value; an operator fetches it and hands it over.
  private void admit(String consumer, CfnUsagePlan usage) {
    var key =
        CfnApiKey.Builder.create(this, "Key-" + consumer)
            .name(plan.names().stack(consumer))
            .description("The system " + consumer + " at " + plan.config().cellName())
            .enabled(true)
            .build();
    CfnUsagePlanKey.Builder.create(this, "Use-" + consumer)
        .keyId(key.getRef())
        .keyType("API_KEY")
        .usagePlanId(usage.getRef())
        .build();
  }
}
