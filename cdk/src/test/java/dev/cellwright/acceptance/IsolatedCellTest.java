package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cellwright.localcell.cell.LocalCell;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The product with its functions as Lambda runs them: each in processes of its own, restored from
/// a snapshot that was not taken, with credentials it fetches.
class IsolatedCellTest {

  private static LocalCell cell;

  @BeforeAll
  static void start() {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    cell =
        LocalCell.start(
            new LocalCell.Settings(
                TestedCell.assembly(),
                TestedCell.PRODUCT + "-dev",
                0,
                null,
                false,
                System.out::println,
                _ -> {},
                true));
  }

  @AfterAll
  static void stop() {
    cell.close();
  }

  @Test
  void aTaskIsMadeAndReadByProcessesThatMayBeKilledInBetween() {
    var anna = Person.register(new Client(cell.uri(), null), "anna");

    var made = anna.addTask("Isolated");
    var before = processes();
    before.forEach(ProcessHandle::destroyForcibly);
    before.forEach(each -> each.onExit().join());
    var read = anna.client().get("/api/v1/tasks/" + made.text("id")).expect(200);

    // At least identity's, which registered her, and the one of tasks.
    assertThat(before).hasSizeGreaterThanOrEqualTo(2);
    assertThat(read.text("title")).isEqualTo("Isolated");
    assertThat(processes()).doesNotContainAnyElementsOf(before);
  }

  @Test
  void aFunctionSaysWhatItsProcessDiedOf() {
    var answer =
        new Client(cell.uri(), null)
            .post("/_cell/functions/" + TestedCell.PRODUCT + "-dev-relay", "no JSON")
            .expect(502);

    assertThat(answer.at("error/message").asText()).startsWith("the function failed: ");
  }

  @Test
  void itsClockStaysWithTheRealOne() {
    new Client(cell.uri(), null).post("/_cell/clock", "{\"advance\":\"PT5M\"}").expect(409);
  }

  private static List<ProcessHandle> processes() {
    return ProcessHandle.current()
        .children()
        .filter(each -> each.info().command().orElse("").endsWith("/bin/java"))
        .toList();
  }
}
