package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.ce.CfnAnomalyMonitor;
import software.amazon.awscdk.services.ce.CfnAnomalySubscription;
import software.constructs.Construct;

/// Tells the platform's owner of what a cell costs: by a budget of what carries its tag, and by
/// anomalies of the account.
///
/// A budget sees the tag `cell` only after the organization's payer made it a cost allocation tag.
/// Anomalies by tag are the payer's alone to look for; an account looks at all its services, by one
/// monitor.
final class CellCosts extends Construct {
  private final CellNames names;
  private final String topic;

  CellCosts(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    names = plan.names();
    topic = Arns.alarms(this, names, Runbook.Owner.PLATFORM);
    var costs = plan.config().environment().costs();
    if (costs.monthlyUsd() != null) {
      budget(costs.monthlyUsd());
    }
    if (costs.anomaliesFromUsd() != null) {
      anomalies(costs.anomaliesFromUsd());
    }
  }

  private void budget(int dollars) {
    CfnBudget.Builder.create(this, "Budget")
        .budget(
            CfnBudget.BudgetDataProperty.builder()
                .budgetName(names.cell())
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(CfnBudget.SpendProperty.builder().amount(dollars).unit("USD").build())
                .costFilters(Map.of("TagKeyValue", List.of("user:cell$" + names.cell())))
                .build())
        .notificationsWithSubscribers(
            List.of(told("ACTUAL", 80), told("ACTUAL", 100), told("FORECASTED", 100)))
        .build();
  }

  private CfnBudget.NotificationWithSubscribersProperty told(String type, int percent) {
    return CfnBudget.NotificationWithSubscribersProperty.builder()
        .notification(
            CfnBudget.NotificationProperty.builder()
                .notificationType(type)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .build())
        .subscribers(
            List.of(
                CfnBudget.SubscriberProperty.builder()
                    .subscriptionType("SNS")
                    .address(topic)
                    .build()))
        .build();
  }

  private void anomalies(int dollars) {
    var monitor =
        CfnAnomalyMonitor.Builder.create(this, "Monitor")
            .monitorName(names.cell())
            .monitorType("DIMENSIONAL")
            .monitorDimension("SERVICE")
            .build();
    CfnAnomalySubscription.Builder.create(this, "Anomalies")
        .subscriptionName(names.cell())
        .frequency("IMMEDIATE")
        .monitorArnList(List.of(monitor.getRef()))
        .thresholdExpression(from(dollars))
        .subscribers(
            List.of(
                CfnAnomalySubscription.SubscriberProperty.builder()
                    .type("SNS")
                    .address(topic)
                    .build()))
        .build();
  }

  private static String from(int dollars) {
    var impact = JsonNodeFactory.instance.objectNode();
    var dimensions = impact.putObject("Dimensions").put("Key", "ANOMALY_TOTAL_IMPACT_ABSOLUTE");
    dimensions.putArray("MatchOptions").add("GREATER_THAN_OR_EQUAL");
    dimensions.putArray("Values").add(Integer.toString(dollars));
    return impact.toString();
  }
}
