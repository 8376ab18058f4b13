package dev.cellwright.cdk;

import dev.cellwright.config.CellConfig;
import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.CollectionRoutes;
import java.util.List;

/// What a cell is made from: its configuration, the declarations of its modules, and where their
/// built code lies.
///
/// @param modules with every path spelled out, as a gateway needs them
public record CellPlan(CellConfig config, List<ModuleDeclaration> modules, BuiltCode code) {

  public CellPlan {
    modules = CollectionRoutes.spelledOut(modules);
  }

  /// Puts the declarations to the module names of a configuration.
  public static CellPlan of(CellConfig config, ModuleCatalogue catalogue, BuiltCode code) {
    return new CellPlan(config, catalogue.named(config.modules()), code);
  }

  CellNames names() {
    return new CellNames(config.cellName());
  }

  CellInfo info() {
    return new CellInfo(config.product(), config.environmentName().text(), config.modules());
  }
}
