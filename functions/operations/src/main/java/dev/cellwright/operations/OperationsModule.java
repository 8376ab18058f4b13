package dev.cellwright.operations;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Endpoint;
import dev.cellwright.kernel.observe.Health;
import java.util.ArrayList;
import java.util.List;

/// Declares the operations module.
public final class OperationsModule implements CellModule {
  private static final String HEALTH_OF_CELL = "/health";

  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.core("operations", "1.0.0")
        .summary("The cell about itself: health and the API's documents.")
        .routes(Health.routes(HEALTH_OF_CELL))
        .routes(DocumentRoutes.ROUTES)
        .asksNobody()
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(Health.endpoints(HEALTH_OF_CELL, kernel.dataApi(), kernel.clock()));
    endpoints.addAll(Endpoint.bind(DocumentRoutes.ROUTES, new DocumentRoutes()));
    return endpoints;
  }
}
