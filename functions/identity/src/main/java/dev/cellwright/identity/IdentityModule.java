package dev.cellwright.identity;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.Feature;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// Declares the identity module.
public final class IdentityModule implements CellModule {
  static final Feature.Switch OPEN_REGISTRATION =
      new Feature.Switch("openRegistration", true, "Whether anybody may register.");

  static final Feature.Number MAX_TEAM_SIZE =
      new Feature.Number(
          "maxTeamSize",
          50,
          1,
          10_000,
          "The most members that an organization may have, open ones included, and so the most that a"
              + " team may.");

  @Override
  public ModuleDeclaration declaration() {
    return ModuleDeclaration.core("identity", "1.0.0")
        .summary("People, their sessions, and the organizations they belong to.")
        .entity("team", "identity.teams")
        .routes(AuthRoutes.ROUTES)
        .routes(UserRoutes.ROUTES)
        .routes(OrganizationRoutes.ROUTES)
        .routes(TeamRoutes.ROUTES)
        .routes(InvitationRoutes.ROUTES)
        .routes(AdminRoutes.ROUTES)
        .publishesInside("user.registered", UserEvent.Registered.class)
        .publishesInside("user.logged_in", UserEvent.LoggedIn.class)
        .publishesInside("user.updated", UserEvent.Updated.class)
        .publishesInside("session.ended", SessionEvent.Ended.class)
        .publishes("organization.created", OrganizationEvent.Created.class)
        .publishes("organization.updated", OrganizationEvent.Updated.class)
        .publishes("organization.member_added", OrganizationEvent.MemberAdded.class)
        .publishes("organization.member_joined", OrganizationEvent.MemberJoined.class)
        .publishes("organization.member_changed", OrganizationEvent.MemberChanged.class)
        .publishes("organization.member_removed", OrganizationEvent.MemberRemoved.class)
        .publishes(
            "organization.ownership_transferred", OrganizationEvent.OwnershipTransferred.class)
        .publishes("organization.plan_changed", OrganizationEvent.PlanChanged.class)
        .publishes("team.created", TeamEvent.Created.class)
        .publishes("team.updated", TeamEvent.Updated.class)
        .publishes("team.deleted", TeamEvent.Deleted.class)
        .publishes("team.member_added", TeamEvent.MemberAdded.class)
        .publishes("team.member_changed", TeamEvent.MemberChanged.class)
        .publishes("team.member_removed", TeamEvent.MemberRemoved.class)
        .publishes("invitation.sent", InvitationEvent.Sent.class)
        .publishes("invitation.accepted", InvitationEvent.Accepted.class)
        .publishes("invitation.revoked", InvitationEvent.Revoked.class)
        .publishesInside("super_admin.appointed", SuperAdminEvent.Appointed.class)
        .publishesInside("super_admin.dismissed", SuperAdminEvent.Dismissed.class)
        .notifies(IdentityNotices.NOTICES)
        .mails(List.of(InvitationMail.TEMPLATE))
        .feature(OPEN_REGISTRATION)
        .feature(MAX_TEAM_SIZE)
        .uses(CellResource.TOKEN_SIGNING)
        .build();
  }

  @Override
  public List<Endpoint> start(Kernel kernel) {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(Endpoint.bind(AuthRoutes.ROUTES, new AuthRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(UserRoutes.ROUTES, new UserRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(OrganizationRoutes.ROUTES, new OrganizationRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(TeamRoutes.ROUTES, new TeamRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(InvitationRoutes.ROUTES, new InvitationRoutes(kernel)));
    endpoints.addAll(Endpoint.bind(AdminRoutes.ROUTES, new AdminRoutes(kernel)));
    return endpoints;
  }
}
