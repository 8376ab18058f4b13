package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.ses.CfnConfigurationSet;
import software.amazon.awscdk.services.ses.CfnConfigurationSetEventDestination;
import software.amazon.awscdk.services.ses.EmailIdentity;
import software.amazon.awscdk.services.ses.Identity;
import software.constructs.Construct;

/// The name that a cell sends mail under: its sender's host name, signed with DKIM.
///
/// Its configuration set tells on EventBridge what became of each mail.
///
/// SES sends nothing until the owner of the name has entered three DNS records, which are outputs
/// of the stack.
final class CellMail extends Construct {

  CellMail(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    var identity =
        EmailIdentity.Builder.create(this, "Identity")
            .identity(Identity.domain(host(plan)))
            .build();
    configuration(plan.names().mailConfiguration());
    var names =
        List.of(
            identity.getDkimDnsTokenName1(),
            identity.getDkimDnsTokenName2(),
            identity.getDkimDnsTokenName3());
    var values =
        List.of(
            identity.getDkimDnsTokenValue1(),
            identity.getDkimDnsTokenValue2(),
            identity.getDkimDnsTokenValue3());
    for (int i = 0; i < names.size(); i++) {
      CfnOutput.Builder.create(this, "Dns" + (i + 1))
          .description("A DNS record that shows SES whose the sender's host name is")
          .value(names.get(i) + " CNAME " + values.get(i))
          .build()
          .overrideLogicalId("MailDns" + (i + 1));
    }
  }

  /// An address that bounced or complained is not written to again. Mail holds links that let
  /// somebody in: it goes encrypted or not at all.
  private void configuration(String name) {
    var set =
        CfnConfigurationSet.Builder.create(this, "Configuration")
            .name(name)
            .deliveryOptions(
                CfnConfigurationSet.DeliveryOptionsProperty.builder().tlsPolicy("REQUIRE").build())
            .reputationOptions(
                CfnConfigurationSet.ReputationOptionsProperty.builder()
                    .reputationMetricsEnabled(true)
                    .build())
            .suppressionOptions(
                CfnConfigurationSet.SuppressionOptionsProperty.builder()
                    .suppressedReasons(List.of("BOUNCE", "COMPLAINT"))
                    .build())
            .build();
    CfnConfigurationSetEventDestination.Builder.create(this, "Feedback")
        .configurationSetName(set.getRef())
        .eventDestination(
            CfnConfigurationSetEventDestination.EventDestinationProperty.builder()
                .name("events")
                .enabled(true)
                .matchingEventTypes(List.of("DELIVERY", "BOUNCE", "COMPLAINT", "REJECT"))
                .eventBridgeDestination(
                    CfnConfigurationSetEventDestination.EventBridgeDestinationProperty.builder()
                        .eventBusArn(Arns.of(this, "events", "event-bus/default"))
                        .build())
                .build())
        .build();
  }

  static String host(CellPlan plan) {
    var sender = plan.config().sender();
    return sender.substring(sender.indexOf('@') + 1);
  }
}
