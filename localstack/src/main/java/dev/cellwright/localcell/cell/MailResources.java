package dev.cellwright.localcell.cell;

import dev.cellwright.localcell.ses.EventDestination;
import dev.cellwright.localcell.ses.Mailbox;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.util.HashSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes what a template states of SES: identities, configuration sets, where their events go.
record MailResources(CellTemplate template, Mailbox mailbox) {

  void identity(Resource identity) {
    var properties = template.resolve(identity);
    var name = properties.path("EmailIdentity").asText();
    mailbox.verify(name);
    var set = properties.path("ConfigurationSetAttributes").path("ConfigurationSetName");
    if (set.isTextual()) {
      mailbox.setDefaultConfigurationSet(name, set.textValue());
    }
  }

  void configurationSet(Resource set) {
    mailbox.addConfigurationSet(template.name(set));
  }

  void destination(Resource resource) {
    var properties = template.resolve(resource);
    var destination = properties.path("EventDestination");
    var types = new HashSet<String>();
    destination
        .path("MatchingEventTypes")
        .forEach(each -> types.add(each.asText().toLowerCase(Locale.ROOT)));
    if (types.isEmpty()) {
      throw new CellProblem(resource + " matches no event types");
    }
    var topicArn = destination.path("SnsDestination").path("TopicARN").textValue();
    check(
        resource,
        destination.path("EventBridgeDestination").path("EventBusArn").textValue(),
        topicArn);
    if (!destination.path("Enabled").asBoolean(false)) {
      return; // as CloudFormation: a destination is off unless it is said to be on
    }
    var set = properties.path("ConfigurationSetName").asText();
    if (!mailbox.addDestination(set, new EventDestination(types, topicArn))) {
      throw new CellProblem(
          resource + " is of the configuration set " + set + ", which no template makes");
    }
  }

  /// SES sends to a topic, or to the default bus of its own account, and to no other.
  private static void check(Resource resource, @Nullable String busArn, @Nullable String topicArn) {
    if (busArn == null && topicArn == null) {
      throw new CellProblem(
          resource + " sends neither to EventBridge nor to SNS; the local cell knows no others");
    }
    if (busArn != null && !busArn.endsWith(":event-bus/default")) {
      throw new CellProblem(resource + " sends to " + busArn + ": SES takes the default bus only");
    }
  }
}
