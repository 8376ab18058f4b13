package dev.cellwright.localcell.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path directory;

  @Test
  void keepsWhatIsInIt() throws IOException {
    var path = directory.resolve("cell");
    try (var data = DataDirectory.open(path, "acme-dev", false)) {
      Files.writeString(data.customResources(), "{}");
    }

    try (var again = DataDirectory.open(path, "acme-dev", false)) {
      assertThat(again.customResources()).exists();
    }
  }

  @Test
  void isEmptiedWhenItShallBeFresh() throws IOException {
    var path = directory.resolve("cell");
    try (var data = DataDirectory.open(path, "acme-dev", false)) {
      Files.writeString(data.customResources(), "{}");
    }

    try (var fresh = DataDirectory.open(path, "acme-dev", true)) {
      assertThat(fresh.customResources()).doesNotExist();
    }
  }

  @Test
  void refusesADirectoryThatIsNotOurs() throws IOException {
    var precious = Files.writeString(directory.resolve("precious"), "x");

    assertThatThrownBy(() -> DataDirectory.open(directory, "acme-dev", true))
        .isInstanceOf(CellProblem.class)
        .hasMessageContaining("--data");
    assertThat(precious).exists();
  }

  @Test
  void refusesTheDirectoryOfAnotherCell() {
    DataDirectory.open(directory, "acme-dev", false).close();

    assertThatThrownBy(() -> DataDirectory.open(directory, "acme-prod", true))
        .hasMessageContaining("holds the cell acme-dev");
  }

  @Test
  void isUsedByOneAtATime() {
    try (var first = DataDirectory.open(directory, "acme-dev", false)) {
      assertThat(first.functionsLog()).hasParentRaw(directory.toAbsolutePath());
      assertThatThrownBy(() -> DataDirectory.open(directory, "acme-dev", true))
          .hasMessageContaining("a cell runs on");
    }
  }

  @Test
  void leavesNothingBehindWhenNothingIsToBeKept() {
    Path log;
    try (var data = DataDirectory.open(null, "acme-dev", false)) {
      log = data.functionsLog();
      assertThat(data.postgres()).isNull();
    }

    assertThat(log.getParent()).doesNotExist();
  }
}
