package dev.cellwright.testing.prove;

import dev.cellwright.config.Catalogue;
import dev.cellwright.config.ProductFiles;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Feature;
import dev.cellwright.kernel.ModuleDeclaration;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/// The modules of a product's cell.
final class ProductModules {
  private static final Path FILES = Path.of("cell-config");

  private ProductModules() {}

  /// Those that every cell has, and those that the product's file picks.
  ///
  /// @throws dev.cellwright.config.InvalidConfig when there is no such product, or its file is
  ///   wrong
  static Set<String> of(String product) {
    var declarations =
        CellModule.onClassPath().values().stream().map(CellModule::declaration).toList();
    var catalogue = new Catalogue(declarations.stream().map(ProductModules::offered).toList());
    var names = new LinkedHashSet<String>();
    declarations.stream()
        .filter(ModuleDeclaration::core)
        .map(ModuleDeclaration::name)
        .forEach(names::add);
    names.addAll(new ProductFiles(FILES).read(product, catalogue).modules());
    return names;
  }

  private static Catalogue.Module offered(ModuleDeclaration declaration) {
    return new Catalogue.Module(
        declaration.name(),
        declaration.core(),
        declaration.parent(),
        declaration.dependencies(),
        declaration.features().stream().map(ProductModules::offered).toList());
  }

  private static Catalogue.Feature offered(Feature declared) {
    return switch (declared) {
      case Feature.Switch(var name, var byDefault, var _) ->
          new Catalogue.Feature.Switch(name, byDefault);
      case Feature.Number(var name, var byDefault, var least, var most, var _) ->
          new Catalogue.Feature.Number(name, byDefault, least, most);
    };
  }
}
