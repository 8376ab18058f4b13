package dev.cellwright.cdk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/// The host names of API Gateway that the edge leads to, and what keeps everybody else away.
final class ApiOrigins extends Construct {

  ApiOrigins(
      Construct scope,
      String id,
      CellLogs logs,
      List<ApiDomain.Shard> shards,
      @Nullable SocketRoutes sockets) {
    super(scope, id);
    var plan = logs.plan();
    var hosts = plan.hosts();
    var edge = plan.edge();
    var certificate =
        HostCertificate.arn(
            this,
            "Certificate",
            edge.originCertificate(),
            edge.hostedZone(),
            hosts.origin(),
            hosts.sockets());
    new ApiDomain(this, "Rest", hosts.origin(), certificate, null, shards)
        .record(edge.hostedZone(), "Origin");
    new OriginFirewall(this, "Firewall", logs, shards.stream().map(ApiDomain.Shard::api).toList());
    if (sockets != null) {
      new SocketDomain(this, "Sockets", plan, certificate, sockets);
    }
  }
}
