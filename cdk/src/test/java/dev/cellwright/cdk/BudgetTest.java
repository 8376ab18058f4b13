package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetTest {

  @Test
  void theCellsAreWithinTheirBudget() {
    assertThatCode(() -> Budget.check(TestingCells.assembly())).doesNotThrowAnyException();
  }

  @Test
  void tooManyResourcesAreToldWithTheNumberAndWhatToDo() {
    var template = JsonNodeFactory.instance.objectNode();
    var resources = template.putObject("Resources");
    for (int i = 0; i < 501; i++) {
      resources.putObject("Topic" + i).put("Type", "AWS::SNS::Topic");
    }

    assertThat(Budget.exceededBy("tasks", template.toString()))
        .containsExactly("tasks has 501 resources, AWS allows 500: part the stack");
  }

  @Test
  void aTemplateThatIsTooLargeIsTold() {
    var template = JsonNodeFactory.instance.objectNode().put("Description", "x".repeat(1_000_000));

    assertThat(Budget.exceededBy("api", template.toString()))
        .singleElement()
        .asString()
        .startsWith("api has 1000018 bytes of template, AWS allows 1000000");
  }

  @Test
  void aFunctionWithTooMuchToCarryIsTold() {
    var template = JsonNodeFactory.instance.objectNode();
    var function =
        template.putObject("Resources").putObject("F").put("Type", "AWS::Lambda::Function");
    var properties = function.putObject("Properties");
    for (int i = 0; i < 6; i++) {
      properties.withArray("Layers").add("layer" + i);
    }
    properties.putObject("Environment").putObject("Variables").put("LONG", "x".repeat(4096));

    assertThat(Budget.exceededBy("tasks", template.toString()))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("tasks/F has 6 layers, AWS allows 5"))
        .anyMatch(line -> line.contains("bytes of environment variables, AWS allows 4096"));
  }

  @Test
  void aRuleThatListsTooManyEventsIsTold() {
    var template = JsonNodeFactory.instance.objectNode();
    var rule = template.putObject("Resources").putObject("R").put("Type", "AWS::Events::Rule");
    var pattern = rule.putObject("Properties").putObject("EventPattern");
    for (int i = 0; i < 100; i++) {
      pattern.withArray("detail-type").add("something_that.happened_" + i);
    }

    assertThat(Budget.exceededBy("events", template.toString()))
        .singleElement()
        .asString()
        .startsWith("events/R has ")
        .endsWith("AWS allows 2048: listen to all events of an entity");
  }

  @Test
  void aCollectionThatFillsMoreThanARestApiIsTold() {
    assertThatThrownBy(() -> ApiShards.of(List.of(TestingModules.large("huge", 301)), 300))
        .isInstanceOf(OverBudget.class)
        .hasMessageStartingWith("below /api/v1/huge are 30")
        .hasMessageEndingWith("a REST API holds 300: begin some of the paths otherwise");
  }
}
