package dev.cellwright.localcell.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @Test
  void haveDefaults() {
    var options = Options.parse("--assembly", "cdk.out", "--product", "acme-crm");

    assertThat(options)
        .isEqualTo(new Options(Path.of("cdk.out"), "acme-crm", "dev", 8080, null, false, false));
    assertThat(options.cell()).isEqualTo("acme-crm-dev");
    assertThat(options.dataDirectory()).isEqualTo(Path.of(".cell", "acme-crm-dev"));
  }

  @ParameterizedTest
  @CsvSource({
    "--port x, is no port",
    "--port 70000, is no port",
    "--data, needs a value",
    "--colour blue, unknown option --colour"
  })
  void refuseWhatMakesNoSense(String extra, String message) {
    var arguments = ("--assembly a --product p " + extra).split(" ");

    assertThatThrownBy(() -> Options.parse(arguments))
        .isInstanceOf(CellProblem.class)
        .hasMessageContaining(message);
  }

  @Test
  void letFunctionsBeIsolated() {
    var options = Options.parse("--assembly", "a", "--product", "p", "--isolated");

    assertThat(options.isolated()).isTrue();
  }

  @Test
  void askForWhatIsMissing() {
    assertThatThrownBy(() -> Options.parse("--product", "p")).hasMessage("--assembly is missing");
    assertThatThrownBy(() -> Options.parse("--assembly", "a")).hasMessage("--product is missing");
  }
}
