package dev.cellwright.cdk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.SubscriptionProtocol;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// Where those who look after a cell hear of it: a topic for each owner of alarms, and the mail
/// addresses that the configuration names.
///
/// An alarm tells topics of its own region only: each region with alarms has topics of these names.
final class AlarmTopics extends Construct {
  private final CellPlan plan;
  private final Key key;

  /// @param key encrypts what is told; alarms are allowed to use it for that
  AlarmTopics(Construct scope, String id, CellPlan plan, Key key) {
    super(scope, id);
    this.plan = plan;
    this.key = key;
    for (var owner : Runbook.Owner.values()) {
      var topic =
          Topic.Builder.create(this, "Topic-" + owner.text())
              .topicName(plan.names().alarms(owner))
              .displayName(plan.config().cellName() + " " + owner.text())
              .masterKey(key)
              .enforceSsl(true)
              .build();
      mayTell(topic, "Alarms", "cloudwatch.amazonaws.com", alarmsOfTheCell());
      if (owner == Runbook.Owner.PLATFORM) {
        costs(topic);
      }
      subscribe(topic, owner);
    }
  }

  private void costs(Topic topic) {
    var costs = plan.config().environment().costs();
    var stack = Stack.of(this);
    if (costs.monthlyUsd() != null) {
      var budgets = "arn:%s:budgets::%s:*".formatted(stack.getPartition(), stack.getAccount());
      mayTell(topic, "Budgets", "budgets.amazonaws.com", budgets);
    }
    if (costs.anomaliesFromUsd() != null) {
      mayTell(topic, "CostAnomalies", "costalerts.amazonaws.com", null);
    }
  }

  private void subscribe(Topic topic, Runbook.Owner owner) {
    for (var address : plan.told(owner)) {
      var subscription =
          Subscription.Builder.create(this, "To-" + owner.text() + "-" + address)
              .topic(topic)
              .protocol(SubscriptionProtocol.EMAIL)
              .endpoint(address)
              .build();
      AcceptedFindings.on(
          subscription,
          "Serverless-SNSRedrivePolicy",
          "A mail that can't be delivered is of no use later; the alarm itself keeps its state.");
    }
  }

  private String alarmsOfTheCell() {
    return Arns.of(this, "cloudwatch", "alarm:" + plan.names().cell() + "-*");
  }

  /// Lets a service of AWS publish, for this cell's own things, and use the key for it.
  ///
  /// @param from pattern of the ARNs of what it publishes for; null for all of this account
  private void mayTell(Topic topic, String sid, String service, @Nullable String from) {
    var whose = new TreeMap<String, Object>();
    whose.put("StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount()));
    if (from != null) {
      whose.put("ArnLike", Map.of("aws:SourceArn", from));
    }
    topic.addToResourcePolicy(
        allow(sid, service, List.of("sns:Publish"), topic.getTopicArn(), whose));
    key.addToResourcePolicy(
        allow(sid, service, List.of("kms:Decrypt", "kms:GenerateDataKey*"), "*", whose));
  }

  private static PolicyStatement allow(
      String sid,
      String service,
      List<String> actions,
      String resource,
      Map<String, Object> whose) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .principals(List.of(new ServicePrincipal(service)))
        .actions(actions)
        .resources(List.of(resource))
        .conditions(whose)
        .build();
  }
}
