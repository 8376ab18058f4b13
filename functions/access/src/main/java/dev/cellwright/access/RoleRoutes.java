package dev.cellwright.access;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.Change;
import java.util.List;

/// Every path about custom roles, and what each ending says over HTTP.
final class RoleRoutes {
  static final List<Route<RoleRoutes>> ROUTES =
      List.of(
          Route.<RoleRoutes>post("/api/v1/roles")
              .named("add_role", "Make a role")
              .asks("role.create")
              .takes(NewRole.class)
              .answers(201, Role.class)
              .guarded()
              .by(RoleRoutes::add),
          Route.<RoleRoutes>get("/api/v1/roles")
              .named("list_roles", "List roles")
              .asks("role.view")
              .lists(RoleStore.ROLES)
              .by(RoleRoutes::list),
          Route.<RoleRoutes>get("/api/v1/roles/templates")
              .named("list_role_templates", "Read what each of the five tiers holds")
              .asks("permission.check")
              .answers(RoleTemplates.class)
              .by(RoleRoutes::templates),
          Route.<RoleRoutes>get("/api/v1/roles/{id}")
              .named("show_role", "Read a role")
              .asks("role.view")
              .answers(Role.class)
              .guarded()
              .by(RoleRoutes::show),
          Route.<RoleRoutes>patch("/api/v1/roles/{id}")
              .named("change_role", "Change a role")
              .asks("role.edit")
              .takes(RolePatch.class)
              .answers(Role.class)
              .guarded()
              .by(RoleRoutes::change),
          Route.<RoleRoutes>delete("/api/v1/roles/{id}")
              .named("delete_role", "End a role, for everybody who has it")
              .asks("role.delete")
              .answersNothing(204)
              .guarded()
              .by(RoleRoutes::delete),
          Route.<RoleRoutes>get("/api/v1/roles/{id}/assignees")
              .named("list_assignees", "List who has a role")
              .asks("role.view")
              .lists(RoleStore.ASSIGNEES)
              .by(RoleRoutes::assignees));

  private final Database database;
  private final AddRole addRole;
  private final ChangeRole changeRole;
  private final DeleteRole deleteRole;

  RoleRoutes(Kernel kernel) {
    database = kernel.database();
    addRole = new AddRole(database, kernel.ids());
    changeRole = new ChangeRole(database);
    deleteRole = new DeleteRole(database);
  }

  private Response add(Request request) {
    var role = request.body(NewRole.class);
    if (RoleTemplates.isTier(role.name())) {
      return tiersName();
    }
    return switch (addRole.add(role)) {
      case AddRole.Outcome.Added(var added) ->
          Response.created(added, "/api/v1/roles/" + added.id()).version(added.version());
      case AddRole.Outcome.NoSuchPermission(var error) ->
          Response.invalid(error.field(), error.message());
      case AddRole.Outcome.NotYours(var permission) -> notYours(permission);
      case AddRole.Outcome.NameTaken() -> nameTaken();
    };
  }

  private Response list(Request request) {
    return Response.page(database.page(RoleStore.ROLES, request.page(), Binds.none()));
  }

  private Response templates(Request request) {
    return Response.ok(RoleTemplates.of(database.all(ModelStore.PERMISSIONS, Binds.none())));
  }

  private Response show(Request request) {
    var id = request.id("id");
    var role = database.first(RoleStore.ONE, Binds.of("id", id));
    return role == null ? Response.notFound("role", id) : answer(role);
  }

  private Response change(Request request) {
    var patch = request.body(RolePatch.class);
    if (patch.name() instanceof Change.To<String>(var name) && RoleTemplates.isTier(name)) {
      return tiersName();
    }
    return switch (changeRole.change(request.id("id"), patch, request.ifMatch())) {
      case ChangeRole.Outcome.Changed(var role) -> answer(role);
      case ChangeRole.Outcome.ChangedSince() -> Response.changedSince("role");
      case ChangeRole.Outcome.NoSuchPermission(var error) ->
          Response.invalid(error.field(), error.message());
      case ChangeRole.Outcome.NotYours(var permission) -> notYours(permission);
      case ChangeRole.Outcome.OwnRole(var permission) ->
          Response.forbidden(
              "You have this role, and nobody gives themselves more: ask somebody else to add "
                  + permission);
      case ChangeRole.Outcome.NameTaken() -> nameTaken();
      case ChangeRole.Outcome.NotFound(var id) -> Response.notFound("role", id);
    };
  }

  private Response delete(Request request) {
    return switch (deleteRole.delete(request.id("id"), request.ifMatch())) {
      case DeleteRole.Outcome.Deleted() -> Response.noContent();
      case DeleteRole.Outcome.ChangedSince() -> Response.changedSince("role");
      case DeleteRole.Outcome.NotFound(var id) -> Response.notFound("role", id);
    };
  }

  private Response assignees(Request request) {
    var role = request.id("id");
    var page = database.pageWithin(RoleStore.ASSIGNEES, request.page(), Binds.of("role", role));
    return page == null ? Response.notFound("role", role) : Response.page(page);
  }

  private static Response answer(Role role) {
    return Response.ok(role).version(role.version());
  }

  private static Response notYours(String permission) {
    return Response.forbidden("You can put into a role only what you hold: not " + permission);
  }

  private static Response tiersName() {
    return Response.invalid("name", "is the name of a tier");
  }

  private static Response nameTaken() {
    return Response.conflict("There is a role of this name already");
  }
}
