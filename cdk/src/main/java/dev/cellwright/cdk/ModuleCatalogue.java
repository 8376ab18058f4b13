package dev.cellwright.cdk;

import dev.cellwright.config.Catalogue;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Feature;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The declarations of all modules there are, picked or not.
public final class ModuleCatalogue {
  private final SortedMap<String, ModuleDeclaration> declarations = new TreeMap<>();

  public ModuleCatalogue(Collection<ModuleDeclaration> all) {
    all.forEach(declaration -> declarations.put(declaration.name(), declaration));
  }

  /// Those of the modules that are built into this program.
  public static ModuleCatalogue onClassPath() {
    return new ModuleCatalogue(
        CellModule.onClassPath().values().stream().map(CellModule::declaration).toList());
  }

  List<ModuleDeclaration> named(List<String> names) {
    return names.stream()
        .map(name -> {
          var declaration = declarations.get(name);
          if (declaration == null) {
            throw new IllegalArgumentException("no module declares itself as " + name);
          }
          return declaration;
        })
        .toList();
  }

  /// The same, as far as product files are concerned.
  public Catalogue forConfig() {
    return new Catalogue(
        declarations.values().stream()
            .map(declaration ->
                new Catalogue.Module(
                    declaration.name(),
                    declaration.core(),
                    declaration.parent(),
                    declaration.dependencies(),
                    declaration.features().stream().map(ModuleCatalogue::feature).toList()))
            .toList());
  }

  private static Catalogue.Feature feature(Feature declared) {
    return switch (declared) {
      case Feature.Switch(var name, var byDefault, _) ->
          new Catalogue.Feature.Switch(name, byDefault);
      case Feature.Number(var name, var byDefault, var least, var most, _) ->
          new Catalogue.Feature.Number(name, byDefault, least, most);
    };
  }
}
