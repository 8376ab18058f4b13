package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.EventPattern;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/// What became of the cell's mail, as SES tells it on the account's own bus, for a module that
/// listens to it. It comes in the form SES gives it: it is no event of the cell.
final class MailFeedback extends Construct {
  static final EventPattern PATTERN = new EventPattern("aws.ses");

  MailFeedback(
      Construct scope, String id, CellNames names, ModuleDeclaration module, CellQueue queue) {
    super(scope, id);
    var rule =
        CfnRule.Builder.create(this, "Rule")
            .name(names.function(module.name() + "-mail"))
            .description("What became of the mail of " + names.cell())
            .eventPattern(pattern(names.mailConfiguration()))
            .targets(
                List.of(
                    CfnRule.TargetProperty.builder()
                        .id("queue")
                        .arn(queue.arn())
                        .retryPolicy(ListeningRule.retries())
                        .deadLetterConfig(ListeningRule.deadLetters(queue))
                        .build()))
            .build();
    queue.takesFrom("MailOfTheCell", rule.getAttrArn());
  }

  private static Map<String, Object> pattern(String configuration) {
    var matched = new TreeMap<String, Object>();
    matched.put("source", List.of("aws.ses"));
    matched.put(
        "detail",
        Map.of("mail", Map.of("tags", Map.of("ses:configuration-set", List.of(configuration)))));
    return matched;
  }
}
