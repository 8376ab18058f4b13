package dev.cellwright.testing.shelf;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Endpoint;
import java.util.List;

/// Books on shelves.
public final class ShelfModule implements CellModule {
  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.optional("shelf", "1.0.0")
        .summary("Books on shelves.")
        .dependsOn("identity")
        .entity("shelf", "shelf.shelves", "shelves")
        .entity("book", "shelf.books")
        .routes(ShelfRoutes.ROUTES)
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    return Endpoint.bind(
        ShelfRoutes.ROUTES, new ShelfRoutes(new ShelfStore(kernel.database()), kernel.ids()));
  }
}
