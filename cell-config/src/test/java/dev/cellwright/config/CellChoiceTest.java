package dev.cellwright.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellChoiceTest {
  private final ProductFiles shipped = new ProductFiles(Path.of("").toAbsolutePath());

  @Test
  void withoutAWordItIsTheCrmInDevelopment() {
    var cell = read(Map.of());

    assertThat(cell.cellName()).isEqualTo("acme-crm-dev");
    assertThat(cell.modules()).containsExactly("identity", "tasks");
    assertThat(cell.features().get("identity")).containsEntry("maxTeamSize", 50L);
    assertThat(cell.features().get("tasks")).containsEntry("enableKanban", true);
  }

  @Test
  void productAndEnvironmentAreChosenOnTheCommandLine() {
    var cell = read(Map.of("productName", "acme-crm", "environment", "prod"));

    assertThat(cell.cellName()).isEqualTo("acme-crm-prod");
    assertThat(cell.isProd()).isTrue();
    assertThat(cell.environment().domain()).isEqualTo("api.acme-crm.example");
  }

  @Test
  void mailComesFromTheAddressThatIsSetOrOneOfTheCell() {
    assertThat(read(Map.of("environment", "prod")).sender()).isEqualTo("no-reply@acme-crm.example");
    assertThat(read(Map.of()).sender()).isEqualTo("no-reply@acme-crm-dev.example");
  }

  @Test
  void modulesOnTheCommandLineReplaceThoseOfTheFile() {
    var cell = read(Map.of("modules", "finance, contacts"));

    assertThat(cell.modules()).containsExactly("identity", "contacts", "finance");
    assertThat(cell.features()).doesNotContainKey("tasks");
  }

  @Test
  void noModulesAtAllCanBeSaid() {
    assertThat(read(Map.of("modules", "")).modules()).containsExactly("identity");
  }

  @Test
  void theMinimalProductHasTheCoreOnly() {
    assertThat(read(Map.of("productName", "minimal")).modules()).containsExactly("identity");
  }

  @Test
  void schedulesAreOffInDevelopmentUnlessTheyAreAskedFor() {
    assertThat(read(Map.of()).environment().schedules()).isFalse();
    assertThat(read(Map.of("environment", "staging")).environment().schedules()).isTrue();

    assertThat(read(Map.of("schedules", "true")).environment().schedules()).isTrue();
    assertThat(read(Map.of("environment", "prod", "schedules", "false")).environment().schedules())
        .isFalse();
    assertThatThrownBy(() -> read(Map.of("schedules", "yes")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage("command line: schedules: got \"yes\", allowed: true or false");
  }

  @Test
  void mistakesOnTheCommandLineAreToldAtOnce() {
    assertThatThrownBy(() -> read(Map.of("modules", "finance,taks", "environment", "production")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining(
            "command line: environment: got \"production\", allowed: dev, staging, prod")
        .hasMessageContaining("modules[0]: got \"finance\" without contacts, which it needs")
        .hasMessageContaining("modules[1]: got \"taks\"")
        .hasMessageContaining("did you mean tasks?");
  }

  @Test
  void anEnvironmentThatTheProductHasNotIsRefused() {
    assertThatThrownBy(() -> read(Map.of("productName", "minimal", "environment", "prod")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage("command line: environment: got \"prod\", allowed: dev (what minimal has)");
  }

  @Test
  void aSlipOfAKeyIsNotSilentlyIgnored() {
    assertThatThrownBy(() -> read(Map.of("env", "prod", "productname", "acme-crm")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("env: got an unknown key")
        .hasMessageContaining("did you mean productName?");
  }

  @Test
  void otherContextIsNoneOfOurBusiness() {
    assertThat(read(Map.of("aws:cdk:bundling-stacks", "x", "availability", "y")).cellName())
        .isEqualTo("acme-crm-dev");
  }

  private CellConfig read(Map<String, String> said) {
    return CellChoice.of(said).read(shipped, TestingCatalogue.catalogue());
  }
}
