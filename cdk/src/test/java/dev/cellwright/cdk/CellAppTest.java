package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.config.InvalidConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

class CellAppTest {

  @Test
  void contextChoosesTheCell() {
    var config = config(Map.of("productName", "acme-crm", "modules", "", "environment", "prod"));

    assertThat(config.cellName()).isEqualTo("acme-crm-prod");
    assertThat(config.modules()).containsExactly("identity", "notifications", "operations");
  }

  @Test
  void withoutContextItIsTheCrmInDevelopment() {
    assertThat(config(Map.of()).cellName()).isEqualTo("acme-crm-dev");
  }

  @Test
  void aWrongWordInTheContextIsTold() {
    assertThatThrownBy(() -> config(Map.of("modules", "tusks")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage("command line: modules[0]: got \"tusks\", allowed: tasks; did you mean tasks?");
  }

  private static dev.cellwright.config.CellConfig config(Map<String, String> said) {
    var app = CellApp.app(App.Builder.create().postCliContext(said), TestingCells.REPOSITORY);
    return CellApp.config(app, TestingCells.REPOSITORY, TestingModules.catalogue());
  }
}
