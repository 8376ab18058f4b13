package dev.cellwright.cdk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.services.apigateway.SpecRestApi;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/// Lets to the REST APIs only what comes through the edge, by the secret that the edge sends along.
///
/// It is checked here and not in functions: a request that goes around the edge costs no call.
final class OriginFirewall extends Construct {

  OriginFirewall(Construct scope, String id, CellLogs logs, List<SpecRestApi> apis) {
    super(scope, id);
    var secrets = OriginSecret.accepted(logs.plan()).stream().map(OriginFirewall::sent).toList();
    var firewall =
        new Firewall(
            this,
            "Firewall",
            logs,
            "origin",
            "REGIONAL",
            CfnWebACL.DefaultActionProperty.builder()
                .block(CfnWebACL.BlockActionProperty.builder().build())
                .build(),
            List.of(FirewallRule.allowing("ThroughTheEdge", any(secrets))));
    for (int i = 0; i < apis.size(); i++) {
      CfnWebACLAssociation.Builder.create(this, "Rest" + (i == 0 ? "" : i + 1))
          .webAclArn(firewall.arn())
          .resourceArn(apis.get(i).getDeploymentStage().getStageArn())
          .build();
    }
  }

  private static CfnWebACL.StatementProperty any(List<CfnWebACL.StatementProperty> statements) {
    return statements.size() == 1
        ? statements.getFirst()
        : CfnWebACL.StatementProperty.builder()
            .orStatement(CfnWebACL.OrStatementProperty.builder().statements(statements).build())
            .build();
  }

  private static CfnWebACL.StatementProperty sent(String secret) {
    return CfnWebACL.StatementProperty.builder()
        .byteMatchStatement(
            CfnWebACL.ByteMatchStatementProperty.builder()
                .fieldToMatch(
                    CfnWebACL.FieldToMatchProperty.builder()
                        // CDK hands this one on as it is written.
                        .singleHeader(Map.of("Name", OriginSecret.HEADER.toLowerCase(Locale.ROOT)))
                        .build())
                .positionalConstraint("EXACTLY")
                .searchString(secret)
                .textTransformations(
                    List.of(
                        CfnWebACL.TextTransformationProperty.builder()
                            .priority(0)
                            .type("NONE")
                            .build()))
                .build())
        .build();
  }
}
