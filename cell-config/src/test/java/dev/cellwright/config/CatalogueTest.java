package dev.cellwright.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.config.Catalogue.Module;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void modulesComeAfterThoseTheyNeed() {
    var cell =
        TestingCatalogue.catalogue().cellOf(List.of("documents.redline", "tasks", "documents"));

    assertThat(cell)
        .extracting(Module::name)
        .containsExactly("identity", "documents", "tasks", "documents.redline");
  }

  @Test
  void aModuleThatNeedsOneThatDoesNotExistIsRefused() {
    var orphan = new Module("orphan", false, "nobody", List.of(), List.of());

    assertThatThrownBy(() -> new Catalogue(List.of(orphan)))
        .hasMessage("module orphan needs nobody, which doesn't exist");
  }

  @Test
  void twoModulesOfOneNameAreRefused() {
    var tasks = new Module("tasks", false, null, List.of(), List.of());

    assertThatThrownBy(() -> new Catalogue(List.of(tasks, tasks)))
        .hasMessage("two modules are named tasks");
  }
}
