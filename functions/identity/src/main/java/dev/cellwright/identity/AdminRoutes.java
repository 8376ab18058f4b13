package dev.cellwright.identity;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path for those who run the cell, and what each ending says over HTTP. None reads what is
/// in an organization.
final class AdminRoutes {
  private static final String ORGANIZATIONS = "/api/v1/admin/organizations";
  private static final String SUPER_ADMINS = "/api/v1/admin/super-admins";

  static final List<Route<AdminRoutes>> ROUTES =
      List.of(
          Route.<AdminRoutes>get(ORGANIZATIONS)
              .named("list_cell_organizations", "List the cell's organizations, as a super admin")
              .person()
              .lists(AdminStore.ORGANIZATIONS)
              .by(AdminRoutes::listOrganizations),
          Route.<AdminRoutes>patch(ORGANIZATIONS + "/{id}")
              .named("change_plan", "Change an organization's plan, as a super admin")
              .person()
              .takes(PlanPatch.class)
              .answers(CellOrganization.class)
              .by(AdminRoutes::changePlan),
          Route.<AdminRoutes>get(SUPER_ADMINS)
              .named("list_super_admins", "List who runs the cell, as a super admin")
              .person()
              .lists(AdminStore.SUPER_ADMINS)
              .by(AdminRoutes::listSuperAdmins),
          Route.<AdminRoutes>post(SUPER_ADMINS)
              .named("appoint_super_admin", "Let a person run the cell, as a super admin")
              .person()
              .takes(NewSuperAdmin.class)
              .mayFindNothing()
              .answers(201, SuperAdmin.class)
              .by(AdminRoutes::appoint),
          Route.<AdminRoutes>delete(SUPER_ADMINS + "/{userId}")
              .named("dismiss_super_admin", "Let a person run the cell no more, as a super admin")
              .person()
              .answersNothing(204)
              .by(AdminRoutes::dismiss));

  private final Database database;
  private final ChangePlan changePlan;
  private final AppointSuperAdmin appointSuperAdmin;
  private final DismissSuperAdmin dismissSuperAdmin;

  AdminRoutes(Kernel kernel) {
    database = kernel.database();
    changePlan = new ChangePlan(database);
    appointSuperAdmin = new AppointSuperAdmin(database);
    dismissSuperAdmin = new DismissSuperAdmin(database);
  }

  private Response listOrganizations(Request request) {
    return list(AdminStore.ORGANIZATIONS, request);
  }

  private Response changePlan(Request request) {
    return switch (changePlan.change(request.id("id"), request.body(PlanPatch.class))) {
      case ChangePlan.Outcome.Changed(var organization) -> Response.ok(organization);
      case ChangePlan.Outcome.NotFound(var id) -> Response.notFound("organization", id);
      case ChangePlan.Outcome.Forbidden() -> onlyForSuperAdmins();
    };
  }

  private Response listSuperAdmins(Request request) {
    return list(AdminStore.SUPER_ADMINS, request);
  }

  private Response appoint(Request request) {
    return switch (appointSuperAdmin.appoint(request.body(NewSuperAdmin.class).userId())) {
      case AppointSuperAdmin.Outcome.Appointed(var superAdmin) ->
          Response.created(superAdmin, SUPER_ADMINS + "/" + superAdmin.userId());
      case AppointSuperAdmin.Outcome.AppointedAlready() ->
          Response.conflict("This person is a super admin already");
      case AppointSuperAdmin.Outcome.NoSuchPerson(var id) -> Response.notFound("user", id);
      case AppointSuperAdmin.Outcome.Forbidden() -> onlyForSuperAdmins();
    };
  }

  private Response dismiss(Request request) {
    return switch (dismissSuperAdmin.dismiss(request.id("userId"))) {
      case DismissSuperAdmin.Outcome.Dismissed() -> Response.noContent();
      case DismissSuperAdmin.Outcome.Last() ->
          Response.conflict("The last super admin stays: appoint another one first");
      case DismissSuperAdmin.Outcome.NotFound(var person) ->
          Response.notFound("super admin", person);
      case DismissSuperAdmin.Outcome.Forbidden() -> onlyForSuperAdmins();
    };
  }

  private <T extends Record> Response list(Listing<T> listing, Request request) {
    var page = database.pageWithin(listing, request.page(), Binds.none());
    return page == null ? onlyForSuperAdmins() : Response.page(page);
  }

  private static Response onlyForSuperAdmins() {
    return Response.forbidden("Only super admins may do this");
  }
}
