package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.openapi.EventCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventsPageTest {
  private static final String FROM = "<!-- table: from here -->\n";
  private static final String TO = "<!-- table: to here -->\n";

  /// The page as it should be is written to `target`, to be copied where this test fails.
  @Test
  void thePageHoldsTheEventsOfAllModulesAsTheyAreNow() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "events.md"));
    var modules = CellModule.onClassPath().values().stream().map(CellModule::declaration).toList();

    var table = "\n" + EventCatalogue.of(modules).table() + "\n";

    var start = page.indexOf(FROM) + FROM.length();
    var end = page.indexOf(TO);
    Files.writeString(
        Path.of("target", "events.md"), page.substring(0, start) + table + page.substring(end));
    assertThat(page.substring(start, end)).isEqualTo(table);
  }
}
