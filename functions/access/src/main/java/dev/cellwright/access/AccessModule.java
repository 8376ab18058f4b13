package dev.cellwright.access;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// Declares the access module.
public final class AccessModule implements CellModule {

  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.core("access", "1.0.0")
        .summary(
            "Who may do what: grants, questions about access, custom roles. And what is linked to what.")
        .dependsOn("identity")
        .entityWithoutLinks("role", "authz.roles")
        .routes(PermissionRoutes.ROUTES)
        .routes(QuestionRoutes.ROUTES)
        .routes(ReasonRoutes.ROUTES)
        .routes(RoleRoutes.ROUTES)
        .routes(AuthZenRoutes.ROUTES)
        .routes(LinkRoutes.ROUTES)
        .publishes("permission.granted", PermissionEvent.Granted.class)
        .publishes("permission.revoked", PermissionEvent.Revoked.class)
        .publishes("role.created", RoleEvent.Created.class)
        .publishes("role.updated", RoleEvent.Updated.class)
        .publishes("role.deleted", RoleEvent.Deleted.class)
        .publishes("entity.linked", LinkEvent.Linked.class)
        .publishes("entity.unlinked", LinkEvent.Unlinked.class)
        .notifies(AccessNotices.NOTICES)
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(Endpoint.bind(PermissionRoutes.ROUTES, new PermissionRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(QuestionRoutes.ROUTES, new QuestionRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(ReasonRoutes.ROUTES, new ReasonRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(RoleRoutes.ROUTES, new RoleRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(AuthZenRoutes.ROUTES, new AuthZenRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(LinkRoutes.ROUTES, new LinkRoutes(kernel)));
    return endpoints;
  }
}
