package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.ses.EmailIdentity;
import software.amazon.awscdk.services.ses.Identity;
import software.constructs.Construct;

/// The name that a cell sends mail under: its sender's host name, signed with DKIM.
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

  static String host(CellPlan plan) {
    var sender = plan.config().sender();
    return sender.substring(sender.indexOf('@') + 1);
  }
}
