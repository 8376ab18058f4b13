package dev.cellwright.config;

import dev.cellwright.config.Catalogue.Feature;
import dev.cellwright.config.Catalogue.Module;
import java.util.List;

/// A catalogue with every kind of module: core, optional, needing another, and a part of another.
final class TestingCatalogue {
  private TestingCatalogue() {}

  static Catalogue catalogue() {
    return new Catalogue(
        List.of(
            new Module(
                "identity",
                true,
                null,
                List.of(),
                List.of(new Feature.Number("maxTeamSize", 20L, 1, 1000))),
            new Module(
                "tasks",
                false,
                null,
                List.of("identity"),
                List.of(new Feature.Switch("enableKanban", true))),
            new Module("contacts", false, null, List.of(), List.of()),
            new Module("finance", false, null, List.of("contacts"), List.of()),
            new Module("documents", false, null, List.of(), List.of()),
            new Module("documents.redline", false, "documents", List.of("tasks"), List.of())));
  }
}
