package dev.cellwright.cdk;

import dev.cellwright.config.Edge;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.OriginSslPolicy;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.shield.CfnProtection;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/// What stands at the cell's domain: CloudFront, with a web ACL, in front of API Gateway's own host
/// names. It keeps no answers; it ends TLS near to who asks, refuses what should not come nearer,
/// and adds what browsers should know.
final class CellEdge extends Construct {
  /// Where CloudFront's certificates and web ACLs have to be.
  static final String REGION = "us-east-1";

  /// The zone of all distributions' names.
  private static final String CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

  private static final int MANY_REFUSALS = 5000;

  private final CellPlan plan;

  CellEdge(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    this.plan = plan;
    var edge = plan.edge();
    var host = plan.hosts().domain();
    var logs = EdgeLogs.in(stack, plan);
    var firewall =
        new Firewall(
            this,
            "Firewall",
            logs,
            "edge",
            "CLOUDFRONT",
            CfnWebACL.DefaultActionProperty.builder()
                .allow(CfnWebACL.AllowActionProperty.builder().build())
                .build(),
            PublicRules.of(edge));
    var distribution =
        Distribution.Builder.create(this, "Distribution")
            .comment(plan.config().cellName())
            .domainNames(List.of(host))
            .certificate(
                Certificate.fromCertificateArn(
                    this,
                    "CertificateOfDomain",
                    HostCertificate.arn(
                        this, "Certificate", edge.certificate(), edge.hostedZone(), host)))
            .minimumProtocolVersion(least(edge.tls()))
            .httpVersion(HttpVersion.HTTP2_AND_3)
            .webAclId(firewall.arn())
            .defaultBehavior(
                BehaviorOptions.builder()
                    .origin(origin(plan.hosts().origin()))
                    .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
                    .allowedMethods(AllowedMethods.ALLOW_ALL)
                    .cachePolicy(CachePolicy.CACHING_DISABLED)
                    .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
                    .responseHeadersPolicy(new EdgeHeaders(this, "Headers", plan).policy())
                    .build())
            .build();
    if (plan.socketModule() != null) {
      distribution.addBehavior(
          "/" + HostNames.SOCKETS_PATH,
          origin(plan.hosts().sockets()),
          AddBehaviorOptions.builder()
              .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
              .cachePolicy(CachePolicy.CACHING_DISABLED)
              .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
              .build());
    }
    accept(distribution);
    refusals();
    EdgeLogs.of(distribution, plan, logs);
    new HostRecord(
        this,
        "Domain",
        edge.hostedZone(),
        host,
        distribution.getDistributionDomainName(),
        CLOUDFRONT_ZONE);
    if (edge.shield()) {
      CfnProtection.Builder.create(this, "Shield")
          .name(plan.config().cellName())
          .resourceArn(distribution.getDistributionArn())
          .build();
    }
    CfnOutput.Builder.create(this, "Address")
        .description("Where the cell answers")
        .value("https://" + host)
        .build()
        .overrideLogicalId("DomainUrl");
  }

  /// A few refusals are the internet as it is.
  private void refusals() {
    CellAlarm.raise(
        this,
        "Refusals",
        Runbook.FIREWALL_REFUSALS,
        plan.config().cellName() + ": the firewall refuses many requests",
        alarm ->
            alarm
                .metric(
                    Metric.Builder.create()
                        .namespace("AWS/WAFV2")
                        .metricName("BlockedRequests")
                        .dimensionsMap(
                            new TreeMap<>(
                                Map.of("WebACL", plan.names().firewall("edge"), "Rule", "ALL")))
                        .period(Duration.minutes(5))
                        .statistic("Sum")
                        .build())
                .threshold(MANY_REFUSALS)
                .evaluationPeriods(3)
                .datapointsToAlarm(2));
  }

  private IOrigin origin(String host) {
    return HttpOrigin.Builder.create(host)
        .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
        .originSslProtocols(List.of(OriginSslPolicy.TLS_V1_2))
        .customHeaders(Map.of(OriginSecret.HEADER, OriginSecret.sent(plan)))
        .build();
  }

  private static SecurityPolicyProtocol least(Edge.Tls version) {
    return switch (version) {
      case V1_2 -> SecurityPolicyProtocol.TLS_V1_2_2021;
      case V1_3 -> SecurityPolicyProtocol.TLS_V1_3_2025;
    };
  }

  private static void accept(Distribution distribution) {
    AcceptedFindings.on(
        distribution,
        "AwsSolutions-CFR1",
        "Countries are the web ACL's matter, whose list is in the configuration and whose refusals"
            + " are logged.");
    AcceptedFindings.on(
        distribution,
        "AwsSolutions-CFR3",
        "Requests are logged by a delivery to a log group, without queries and cookies, which the"
            + " rule doesn't know; the older kind of log can't leave them out.");
  }
}
