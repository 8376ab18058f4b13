package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.permissions.PermissionTable;
import dev.cellwright.permissions.sql.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionsPageTest {
  private static final String FROM = "<!-- tables: from here -->\n";
  private static final String TO = "<!-- tables: to here -->\n";

  @Test
  void whatCanBeLinkedIsWhatHasThatPermission() {
    var modules = CellModule.onClassPath();
    var model = ModelFiles.merged(List.copyOf(modules.keySet()));

    for (var module : modules.values()) {
      for (var entity : module.declaration().entities()) {
        assertThat(
                model.type(entity.type()).relations().stream()
                    .anyMatch(relation -> relation.name().equals("link")))
            .as(entity.type())
            .isEqualTo(entity.linkable());
      }
    }
  }

  /// The page as it should be is written to `target`, to be copied where this test fails.
  @Test
  void thePageHoldsThePermissionsOfAllModulesAsTheyAreNow() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "permissions.md"));
    var modules = List.copyOf(CellModule.onClassPath().keySet());

    var tables = "\n" + PermissionTable.of(ModelFiles.merged(modules)) + "\n";

    var start = page.indexOf(FROM) + FROM.length();
    var end = page.indexOf(TO);
    Files.writeString(
        Path.of("target", "permissions.md"),
        page.substring(0, start) + tables + page.substring(end));
    assertThat(page.substring(start, end)).isEqualTo(tables);
  }
}
