package dev.cellwright.config;

import dev.cellwright.config.Catalogue.Module;
import dev.cellwright.config.Yaml.Mapping;
import dev.cellwright.config.Yaml.Scalar;
import dev.cellwright.config.Yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads the modules that a product picks.
final class Picks {
  private final Catalogue catalogue;
  private final Complaints complaints;

  Picks(Catalogue catalogue, Complaints complaints) {
    this.catalogue = catalogue;
    this.complaints = complaints;
  }

  /// Those of the picks that exist and are optional, sorted.
  List<String> read(@Nullable Yaml written, int line) {
    return switch (written) {
      case null -> List.of();
      case Sequence sequence -> check(sequence.items());
      case Scalar(var text, var kind, var at) when kind == Scalar.Kind.NOTHING -> List.of();
      case Scalar scalar -> refuse(scalar, line);
      case Mapping mapping -> refuse(mapping, line);
    };
  }

  private List<String> refuse(Yaml written, int line) {
    complaints.addGot(line, "modules", written.described(), Product.MODULES.allowed());
    return List.of();
  }

  /// @param items what stands in the list
  List<String> check(List<Yaml> items) {
    SequencedMap<String, Pick> picked = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      var path = "modules[" + i + "]";
      var item = items.get(i);
      var module = item instanceof Scalar scalar ? catalogue.find(scalar.text()) : null;
      if (module == null) {
        complaints.addGot(item.line(), path, item.described(), optional() + hint(item));
      } else if (module.core()) {
        complaints.addGot(
            item.line(), path, item.described() + ", which every cell has", optional());
      } else if (picked.putIfAbsent(module.name(), new Pick(module, path, item.line())) != null) {
        complaints.addGot(
            item.line(), path, item.described() + " a second time", "each module once");
      }
    }
    picked.values().forEach(pick -> checkNeeds(pick, List.copyOf(picked.keySet())));
    return picked.keySet().stream().sorted().toList();
  }

  private void checkNeeds(Pick pick, List<String> picked) {
    var missing = new ArrayList<>(catalogue.missing(pick.module(), picked));
    var parent = pick.module().parent();
    if (parent != null && missing.remove(parent)) {
      complaints.addGot(
          pick.line(),
          pick.path(),
          Quoted.text(pick.module().name()) + " without " + parent + ", whose part it is",
          pick.module().name() + " together with " + parent);
    }
    if (!missing.isEmpty()) {
      var needed = String.join(" and ", missing);
      complaints.addGot(
          pick.line(),
          pick.path(),
          Quoted.text(pick.module().name()) + " without " + needed + ", which it needs",
          pick.module().name() + " together with " + needed);
    }
  }

  private String optional() {
    var names = catalogue.optionalNames();
    return names.isEmpty()
        ? "no modules, since there are only core ones"
        : String.join(", ", names);
  }

  private String hint(Yaml item) {
    return item instanceof Scalar scalar
        ? Nearest.hint(scalar.text(), catalogue.optionalNames())
        : "";
  }

  private record Pick(Module module, String path, int line) {}
}
