package dev.cellwright.cdk;

import dev.cellwright.config.CellConfig;
import dev.cellwright.config.Edge;
import dev.cellwright.config.RollOutStyle;
import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.CollectionRoutes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a cell is made from: its configuration, the declarations of its modules, and where their
/// built code lies.
///
/// @param modules with every path spelled out, as a gateway needs them
public record CellPlan(CellConfig config, List<ModuleDeclaration> modules, BuiltCode code) {

  public CellPlan {
    modules = CollectionRoutes.spelledOut(modules);
    var serving = modules.stream().filter(ModuleDeclaration::sockets).toList();
    if (serving.size() > 1) {
      throw new IllegalArgumentException(
          "one module serves the WebSocket of a cell, not "
              + serving.stream().map(ModuleDeclaration::name).collect(Collectors.joining(" and ")));
    }
    if (serving.isEmpty() && uses(modules, CellResource.SOCKETS)) {
      throw new IllegalArgumentException(
          "a module sends to open connections, but none serves the WebSocket of the cell");
    }
  }

  /// Puts the declarations to the module names of a configuration.
  public static CellPlan of(CellConfig config, ModuleCatalogue catalogue, BuiltCode code) {
    return new CellPlan(config, catalogue.named(config.modules()), code);
  }

  /// The module that serves the cell's WebSocket, or null.
  @Nullable ModuleDeclaration socketModule() {
    return modules.stream().filter(ModuleDeclaration::sockets).findFirst().orElse(null);
  }

  /// Whether a function of some module uses a resource.
  boolean uses(CellResource resource) {
    return uses(modules, resource);
  }

  private static boolean uses(List<ModuleDeclaration> modules, CellResource resource) {
    return modules.stream()
        .anyMatch(
            module -> module.uses().contains(resource) || module.usesBehind().contains(resource));
  }

  /// Whoever logs in to the database: a role for each module, and the relay's.
  List<String> databaseRoles() {
    return Stream.concat(
            modules.stream().map(ModuleDeclaration::databaseRole),
            Stream.of(RelayFunction.DATABASE_ROLE))
        .toList();
  }

  /// The addresses that an owner of alarms is told at.
  List<String> told(Runbook.Owner owner) {
    var alarms = config.environment().alarms();
    return switch (owner) {
      case PLATFORM -> alarms.platform();
      case SECURITY -> alarms.security();
    };
  }

  /// Whether an owner of alarms hears any. One that nobody hears costs the same, and is not made.
  boolean hears(Runbook.Owner owner) {
    return config.environment().watched() || !told(owner).isEmpty();
  }

  /// Whether alarms take a new version back: wherever it gets its calls little by little.
  boolean takesBack() {
    return config.environment().rollOut() != RollOutStyle.ALL_AT_ONCE
        || hears(Runbook.Owner.PLATFORM);
  }

  boolean hasDomain() {
    return config.environment().domain() != null;
  }

  /// @throws IllegalStateException where the cell has no domain
  HostNames hosts() {
    return new HostNames(there(config.environment().domain()));
  }

  /// @throws IllegalStateException where the cell has no domain
  Edge edge() {
    return there(config.environment().edge());
  }

  private <T> T there(@Nullable T ofDomain) {
    if (ofDomain == null) {
      throw new IllegalStateException(config.cellName() + " has no domain");
    }
    return ofDomain;
  }

  CellNames names() {
    return new CellNames(config.cellName());
  }

  CellInfo info() {
    return new CellInfo(config.product(), config.environmentName().text(), config.modules());
  }
}
