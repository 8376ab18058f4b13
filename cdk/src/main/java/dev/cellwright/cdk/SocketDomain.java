package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.services.apigatewayv2.CfnApiMapping;
import software.amazon.awscdk.services.apigatewayv2.CfnDomainName;
import software.constructs.Construct;

/// The host name of the cell's WebSocket. API Gateway lets no REST API share one with it.
final class SocketDomain extends Construct {

  /// @param routes whose stage must be there first
  SocketDomain(Construct scope, String id, CellPlan plan, String certificate, SocketRoutes routes) {
    super(scope, id);
    var domain =
        CfnDomainName.Builder.create(this, "Name")
            .domainName(plan.hosts().sockets())
            .domainNameConfigurations(
                List.of(
                    CfnDomainName.DomainNameConfigurationProperty.builder()
                        .certificateArn(certificate)
                        .endpointType("REGIONAL")
                        .securityPolicy("TLS_1_2")
                        .build()))
            .build();
    CfnApiMapping.Builder.create(this, "Mapping")
        .domainName(domain.getRef())
        .apiId(routes.api())
        .stage(CellSockets.STAGE)
        .apiMappingKey(HostNames.SOCKETS_PATH)
        .build()
        .getNode()
        .addDependency(routes);
    new HostRecord(
        this,
        "Sockets",
        plan.edge().hostedZone(),
        plan.hosts().sockets(),
        domain.getAttrRegionalDomainName(),
        domain.getAttrRegionalHostedZoneId());
  }
}
