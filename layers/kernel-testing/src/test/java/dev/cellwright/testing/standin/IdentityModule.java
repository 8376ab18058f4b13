package dev.cellwright.testing.standin;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Endpoint;
import java.util.List;

/// Stands in for the module `identity`: registers people, and lets them log out. No passwords.
public final class IdentityModule implements CellModule {
  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.core("identity", "1.0.0")
        .summary("People and their sessions.")
        .routes(IdentityRoutes.ROUTES)
        .uses(CellResource.TOKEN_SIGNING)
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    return Endpoint.bind(IdentityRoutes.ROUTES, new IdentityRoutes(kernel));
  }
}
