package dev.cellwright.localcell.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.localcell.testing.TestingCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void runsAMigrationAgainOnlyWhenItsCodeChanged() throws IOException {
    run(TestingCell.write(directory), false);
    run(TestingCell.write(directory), false);

    assertThat(journal())
        .extracting(each -> each.path("RequestType").asText())
        .containsExactly("Create");

    run(TestingCell.write(directory, "changed", false), false);

    var events = journal();
    assertThat(events).hasSize(2);
    assertThat(events.getLast().path("RequestType").asText()).isEqualTo("Update");
    assertThat(events.getLast().path("PhysicalResourceId").asText()).isEqualTo("done");
    assertThat(events.getLast().at("/OldResourceProperties/modules").asText()).isEqualTo("tasks");
  }

  @Test
  void runsAMigrationAgainOnFreshData() throws IOException {
    run(TestingCell.write(directory), false);
    run(TestingCell.write(directory), true);

    assertThat(journal())
        .extracting(each -> each.path("RequestType").asText())
        .containsExactly("Create", "Create");
  }

  @Test
  void triesAMigrationThatFailedAgain() throws IOException {
    var failing = TestingCell.write(directory, "task", true);

    assertThatThrownBy(() -> run(failing, false))
        .isInstanceOf(CellProblem.class)
        .hasMessageContaining("Migration")
        .hasMessageContaining("the migration failed");

    run(TestingCell.write(directory), false);
    assertThat(journal())
        .extracting(each -> each.path("RequestType").asText())
        .containsExactly("Create", "Create");
  }

  private void run(Path assembly, boolean fresh) {
    LocalCell.start(
            new LocalCell.Settings(
                assembly, TestingCell.NAME, 0, directory.resolve("data"), fresh, _ -> {}, _ -> {}))
        .close();
  }

  private List<JsonNode> journal() throws IOException {
    var events = new ArrayList<JsonNode>();
    for (var line : Files.readAllLines(TestingCell.journal(directory))) {
      events.add(JSON.readTree(line));
    }
    return events;
  }
}
