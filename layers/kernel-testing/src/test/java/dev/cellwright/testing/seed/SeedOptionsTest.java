package dev.cellwright.testing.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedOptionsTest {

  @Test
  void withoutAWordItIsTheCellOnThisMachine() {
    var options = SeedOptions.of();

    assertThat(options.cell()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    assertThat(options.tasks()).isEqualTo(10_000);
    assertThat(options.organizations()).isEqualTo(5);
    assertThat(options.seed()).isEqualTo(1);
  }

  @Test
  void moreTasksAreOfMoreOrganizations() {
    assertThat(SeedOptions.of("--tasks", "100000").organizations()).isEqualTo(33);
  }

  @Test
  void whereOthersReachTheCellThePasswordIsNotTheKnownOne() {
    assertThatThrownBy(() -> SeedOptions.of("--url", "http://192.0.2.1"))
        .hasMessageContaining("--password");

    assertThat(
            SeedOptions.of("--url", "http://192.0.2.1", "--password", "Only-We-Know-7").password())
        .isEqualTo("Only-We-Know-7");
    assertThat(SeedOptions.of("--url", "http://192.0.2.1", "--password", "Only-We-Know-7"))
        .asString()
        .doesNotContain("Only-We-Know-7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tasks",
        "--tasks 0",
        "--tasks many",
        "--tasks 1000001",
        "--organizations 0",
        "--seed -1",
        "--port 0",
        "--port 8080 --url http://127.0.0.1:8080",
        "--url 127.0.0.1",
        "--url ftp://127.0.0.1",
        "--fast yes"
      })
  void anythingElseIsToldInALine(String arguments) {
    assertThatThrownBy(() -> SeedOptions.of(arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
