package dev.cellwright.config;

import dev.cellwright.config.Catalogue.Feature;
import dev.cellwright.config.Catalogue.Module;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads what a product sets of the features that its modules offer.
final class FeatureChoices {
  private final Catalogue catalogue;
  private final Complaints complaints;

  FeatureChoices(Catalogue catalogue, Complaints complaints) {
    this.catalogue = catalogue;
    this.complaints = complaints;
  }

  SortedMap<String, Object> read(Section at, List<String> picked) {
    var modules = catalogue.cellOf(picked);
    var names =
        modules.stream()
            .flatMap(module -> module.features().stream())
            .map(Feature::name)
            .sorted()
            .toList();
    var chosen = new TreeMap<String, Object>();
    at.written()
        .entries()
        .forEach((name, entry) -> {
          var module = catalogue.offering(name);
          if (module == null) {
            complaints.addGot(
                entry.line(),
                at.pathOf(name),
                "an unknown feature",
                (names.isEmpty()
                        ? "none, since no module of the cell offers any"
                        : String.join(", ", names))
                    + Nearest.hint(name, names));
          } else if (!modules.contains(module)) {
            complaints.addGot(
                entry.line(),
                at.pathOf(name),
                "a feature of " + module.name() + ", which is not picked",
                module.name() + " among the modules, or no " + name);
          } else {
            var value = at.read(entry.value(), ruleOf(module, name), at.pathOf(name), entry.line());
            if (value != null) {
              chosen.put(name, value);
            }
          }
        });
    return chosen;
  }

  private static Rule<?> ruleOf(Module module, String name) {
    return module.features().stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow()
        .rule();
  }
}
