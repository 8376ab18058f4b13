package dev.cellwright.access;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import java.util.UUID;

/// Granting and revoking, and what each ending says over HTTP.
final class PermissionRoutes {
  static final List<Route<PermissionRoutes>> ROUTES =
      List.of(
          Route.<PermissionRoutes>post("/api/v1/permissions/grant")
              .named("grant_permission", "Give somebody a relation to a thing")
              .asks("permission.grant")
              .takes(Tuple.class)
              .answers(Granted.class)
              .by(PermissionRoutes::grant),
          Route.<PermissionRoutes>post("/api/v1/permissions/revoke")
              .named("revoke_permission", "Take a relation to a thing back")
              .asks("permission.grant")
              .takes(Tuple.class)
              .answers(Revoked.class)
              .by(PermissionRoutes::revoke));

  private final GrantPermission grantPermission;
  private final RevokePermission revokePermission;

  PermissionRoutes(Kernel kernel) {
    var database = kernel.database();
    grantPermission = new GrantPermission(database);
    revokePermission = new RevokePermission(database);
  }

  private Response grant(Request request) {
    return switch (grantPermission.grant(request.body(Tuple.class))) {
      case GrantPermission.Outcome.Stands(var grant) -> Response.ok(grant);
      case GrantPermission.Outcome.NotInModel(var error) ->
          Response.invalid(error.field(), error.message());
      case GrantPermission.Outcome.NoSuchObject(var type, var id) -> Response.notFound(type, id);
      case GrantPermission.Outcome.NoSuchSubject(var type, var id) -> Response.notFound(type, id);
      case GrantPermission.Outcome.NotYours() ->
          Response.forbidden("You can pass on only what you hold yourself and may share");
      case GrantPermission.Outcome.ToOneself() ->
          Response.forbidden("Nobody gives anything to themselves: ask somebody else who may");
      case GrantPermission.Outcome.ToOwnTeam() ->
          Response.forbidden(
              "You are in this team, and nobody gives a role to themselves: ask somebody else who"
                  + " may");
      case GrantPermission.Outcome.IntoRole() ->
          Response.forbidden(
              "You are in the inner team, and the outer one has a role, which nobody gives to"
                  + " themselves: ask somebody else who may");
      case GrantPermission.Outcome.ToOwnTeamByRole() ->
          Response.forbidden(
              "You may share this by a custom role alone, and you are in this team: what a role"
                  + " gives you ends with the role");
      case GrantPermission.Outcome.ToAllByRole() ->
          Response.forbidden(
              "You may share this by a custom role alone, and you are one of those to whom you would"
                  + " give it: what a role gives you ends with the role");
      case GrantPermission.Outcome.Cycle() -> cycle();
      case GrantPermission.Outcome.TooDeep() -> tooDeep();
    };
  }

  static Response cycle() {
    return Response.conflict("This would make a cycle: the subject already contains the object");
  }

  static Response tooDeep() {
    return Response.conflict(
        "This would nest too deep: at most %d nestings follow one another"
            .formatted(GrantPermission.MOST_NESTINGS));
  }

  static Response neededByLink(UUID link) {
    return Response.conflict(
        "The team is assigned to this, and sees it while the link stands: remove /api/v1/links/"
            + link);
  }

  private Response revoke(Request request) {
    return switch (revokePermission.revoke(request.body(Tuple.class))) {
      case RevokePermission.Outcome.Gone(var grant) -> Response.ok(grant);
      case RevokePermission.Outcome.NotInModel(var error) ->
          Response.invalid(error.field(), error.message());
      case RevokePermission.Outcome.NoSuchObject(var type, var id) -> Response.notFound(type, id);
      case RevokePermission.Outcome.NeededByLink(var link) -> neededByLink(link);
      case RevokePermission.Outcome.NotYours() ->
          Response.forbidden("You can take back only what you granted, were granted, or share");
    };
  }
}
