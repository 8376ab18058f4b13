package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.EventPattern;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.CfnEventBus;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/// The rule that brings a module's queue the events it listens to, and no others.
///
/// The organization of an event is the group of its message: one that makes many events waits for
/// itself, while the others' go on.
final class ListeningRule extends Construct {

  ListeningRule(
      Construct scope,
      String id,
      CellNames names,
      ModuleDeclaration module,
      List<EventPattern> patterns,
      CfnEventBus bus,
      CellQueue queue) {
    super(scope, id);
    var rule =
        CfnRule.Builder.create(this, "Rule")
            .name(names.function(module.name()))
            .description("What " + module.name() + " listens to")
            .eventBusName(bus.getRef())
            .eventPattern(pattern(patterns))
            .targets(List.of(target(queue)))
            .build();
    queue.takesFrom("EventsOfTheBus", rule.getAttrArn());
  }

  static CfnRule.TargetProperty target(CellQueue queue) {
    return CfnRule.TargetProperty.builder()
        .id("queue")
        .arn(queue.arn())
        .sqsParameters(
            CfnRule.SqsParametersProperty.builder().messageGroupId("$.detail.organization").build())
        .retryPolicy(retries())
        .deadLetterConfig(deadLetters(queue))
        .build();
  }

  /// A day, as often as EventBridge does.
  static CfnRule.RetryPolicyProperty retries() {
    return CfnRule.RetryPolicyProperty.builder()
        .maximumEventAgeInSeconds(86_400)
        .maximumRetryAttempts(185)
        .build();
  }

  static CfnRule.DeadLetterConfigProperty deadLetters(CellQueue queue) {
    return CfnRule.DeadLetterConfigProperty.builder().arn(queue.deadLettersArn()).build();
  }

  /// @param listened as the listeners say it; one that another takes in is left out
  static Map<String, Object> pattern(List<EventPattern> listened) {
    var matched = new TreeMap<String, Object>();
    matched.put("source", List.of(Map.of("prefix", "cell.")));
    if (!listened.contains(new EventPattern("*"))) {
      matched.put(
          "detail-type",
          listened.stream()
              .filter(one ->
                  listened.stream().noneMatch(other -> !other.equals(one) && isIn(one, other)))
              .map(EventPattern::text)
              .sorted()
              .map(ListeningRule::matcher)
              .toList());
    }
    return matched;
  }

  private static boolean isIn(EventPattern one, EventPattern other) {
    return other.matches(one.text());
  }

  private static Object matcher(String text) {
    return text.endsWith(".*") ? Map.of("prefix", text.substring(0, text.length() - 1)) : text;
  }
}
