package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.events.Buses;
import dev.cellwright.localcell.events.EventForm;
import dev.cellwright.localcell.events.EventRule;
import dev.cellwright.localcell.events.EventTarget;
import dev.cellwright.localcell.events.InputTransformer;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the event buses of a template and their rules.
record CellEvents(CellTemplate template, Buses buses, CellTargets targets) {
  private static final String PRINCIPAL = "events.amazonaws.com";
  private static final Set<String> RULE =
      Set.of(
          "Name",
          "Description",
          "EventBusName",
          "EventPattern",
          "ScheduleExpression",
          "State",
          "Targets",
          "Tags");
  private static final Set<String> TARGET =
      Set.of(
          "Id",
          "Arn",
          "Input",
          "InputPath",
          "InputTransformer",
          "SqsParameters",
          "DeadLetterConfig",
          "RetryPolicy");

  void makeBuses() {
    template
        .ofType("AWS::Events::EventBus")
        .forEach(each -> {
          Properties.of(template, each, Set.of("Name", "Description", "Tags"));
          buses.create(template.name(each));
        });
  }

  void makeRules() {
    template.ofType("AWS::Events::Rule").forEach(this::rule);
  }

  private void rule(Resource resource) {
    var properties = Properties.of(template, resource, RULE);
    if (properties.has("ScheduleExpression")) {
      throw new CellProblem(
          resource + " is a rule with a schedule: use an AWS::Scheduler::Schedule instead");
    }
    var arn = template.arn(resource);
    var all = new ArrayList<EventTarget>();
    try {
      for (var each : properties.path("Targets")) {
        all.add(target(resource, arn, each));
      }
      buses.add(
          properties.path("EventBusName").asText("default"),
          new EventRule(
              template.name(resource),
              arn,
              properties.path("EventPattern").toString(),
              properties.path("State").asText("ENABLED").equals("ENABLED"),
              all));
    } catch (IllegalArgumentException e) {
      throw new CellProblem(resource + ": " + e.getMessage(), e);
    }
  }

  private EventTarget target(Resource rule, String ruleArn, JsonNode written) {
    Properties.only(rule, written, TARGET);
    Properties.only(rule, written.path("SqsParameters"), Set.of("MessageGroupId"));
    var arn = written.path("Arn").asText();
    targets.check(rule, arn);
    if (CellTargets.isFunction(arn)) {
      targets.letInvoke(rule, PRINCIPAL, arn, ruleArn);
    }
    var deadLetters = text(written.path("DeadLetterConfig").path("Arn"));
    if (deadLetters != null) {
      targets.check(rule, deadLetters);
    }
    return new EventTarget(
        arn,
        text(written.path("SqsParameters").path("MessageGroupId")),
        form(rule, written),
        deadLetters);
  }

  private static EventForm form(Resource rule, JsonNode target) {
    if (target.has("Input")) {
      return new EventForm.Constant(target.path("Input").asText());
    }
    if (target.has("InputPath")) {
      return new EventForm.Part(target.path("InputPath").asText());
    }
    if (!target.has("InputTransformer")) {
      return new EventForm.Whole();
    }
    var transformer =
        Properties.only(
            rule, target.path("InputTransformer"), Set.of("InputPathsMap", "InputTemplate"));
    var paths = new HashMap<String, String>();
    transformer
        .path("InputPathsMap")
        .properties()
        .forEach(each -> paths.put(each.getKey(), each.getValue().asText()));
    return new EventForm.Transformed(
        new InputTransformer(paths, transformer.path("InputTemplate").asText()));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
