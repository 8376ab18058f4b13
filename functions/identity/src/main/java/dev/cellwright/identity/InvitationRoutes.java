package dev.cellwright.identity;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about invitations, and what each ending says over HTTP.
final class InvitationRoutes {
  private static final String INVITATIONS = "/api/v1/invitations";
  private static final String INVITATION = INVITATIONS + "/{id}";
  static final String ACCEPT = INVITATIONS + "/accept";

  static final List<Route<InvitationRoutes>> ROUTES =
      List.of(
          Route.<InvitationRoutes>post(INVITATIONS)
              .named("invite", "Ask somebody by mail to join the organization")
              .asks("invitation.create")
              .takes(NewInvitation.class)
              .answers(201, SentInvitation.class)
              .by(InvitationRoutes::invite),
          Route.<InvitationRoutes>get(INVITATIONS)
              .named("list_invitations", "List the invitations that wait")
              .asks("invitation.view")
              .lists(InvitationStore.WAITING)
              .by(InvitationRoutes::list),
          Route.<InvitationRoutes>get(ACCEPT)
              .named("accept_invitation", "Join by an invitation's link, or see how to")
              .openToPersons()
              .query("token", ParameterType.text(1, 200), "The token in the invitation's mail")
              .answers(InvitationAnswer.class)
              .rate(RateClass.SIGN_IN)
              .keepsNoAnswer()
              .by(InvitationRoutes::accept),
          Route.<InvitationRoutes>post(INVITATION + "/resend")
              .named("resend_invitation", "Send an invitation again, with a new link")
              .asks("invitation.edit")
              .answers(SentInvitation.class)
              .by(InvitationRoutes::resend),
          Route.<InvitationRoutes>delete(INVITATION)
              .named("revoke_invitation", "Revoke an invitation")
              .asks("invitation.edit")
              .answersNothing(204)
              .by(InvitationRoutes::revoke));

  private final Kernel kernel;
  private final Database database;
  private final Invite invite;
  private final AcceptInvitation acceptInvitation;
  private final ResendInvitation resendInvitation;
  private final RevokeInvitation revokeInvitation;

  InvitationRoutes(Kernel kernel) {
    this.kernel = kernel;
    database = kernel.database();
    invite = new Invite(kernel);
    acceptInvitation = new AcceptInvitation(kernel);
    resendInvitation = new ResendInvitation(database);
    revokeInvitation = new RevokeInvitation(database);
  }

  private Response invite(Request request) {
    return switch (invite.invite(request.body(NewInvitation.class), kernel.address(request))) {
      case Invite.Outcome.Invited(var invitation) ->
          Response.created(invitation, INVITATIONS + "/" + invitation.id());
      case Invite.Outcome.RoleTooHigh() -> roleTooHigh();
      case Invite.Outcome.NoSuchTeam() ->
          Response.invalid("team_ids", "names a team that is not there or not yours to change");
      case Invite.Outcome.AlreadyMember() ->
          Response.conflict("Somebody with this address is a member already");
      case Invite.Outcome.Pending(var waiting) ->
          Response.conflict("An invitation waits for this address: send it again", waiting);
      case Invite.Outcome.PendingNow() ->
          Response.conflict("An invitation waits for this address: send it again");
      case Invite.Outcome.Full(var most) ->
          Response.conflict(
              "The organization has all of the "
                  + most
                  + " members it may have, invited ones included");
    };
  }

  private Response list(Request request) {
    return Response.page(database.page(InvitationStore.WAITING, request.page(), Binds.none()));
  }

  private Response accept(Request request) {
    return switch (acceptInvitation.open(new InvitationToken(request.query("token")))) {
      case AcceptInvitation.Outcome.Accepted(var organization) ->
          Response.ok(InvitationAnswer.accepted(organization));
      case AcceptInvitation.Outcome.Shown(var invitation) ->
          Response.ok(
              InvitationAnswer.waiting(invitation, kernel.address(request) + AuthRoutes.REGISTER));
      case AcceptInvitation.Outcome.OtherAddress() -> sentToAnother();
      case AcceptInvitation.Outcome.Full(var most) -> full(most);
      case AcceptInvitation.Outcome.NotFound() -> noSuchInvitation();
    };
  }

  private Response resend(Request request) {
    return switch (resendInvitation.resend(request.id("id"), kernel.address(request))) {
      case ResendInvitation.Outcome.Sent(var invitation) -> Response.ok(invitation);
      case ResendInvitation.Outcome.RoleTooHigh() -> roleTooHigh();
      case ResendInvitation.Outcome.Over(var status) ->
          Response.conflict("The invitation was " + status + " already");
      case ResendInvitation.Outcome.Replaced() ->
          Response.conflict("Another invitation waits for this address");
      case ResendInvitation.Outcome.NotFound(var id) -> Response.notFound("invitation", id);
    };
  }

  private Response revoke(Request request) {
    return switch (revokeInvitation.revoke(request.id("id"))) {
      case RevokeInvitation.Outcome.Revoked() -> Response.noContent();
      case RevokeInvitation.Outcome.AlreadyRevoked() -> Response.noContent();
      case RevokeInvitation.Outcome.Accepted() ->
          Response.conflict("The invitation was accepted already: take the member out instead");
      case RevokeInvitation.Outcome.NotFound(var id) -> Response.notFound("invitation", id);
    };
  }

  private static Response roleTooHigh() {
    return Response.forbidden("Nobody invites to a role above their own");
  }

  static Response sentToAnother() {
    return Response.forbidden("The invitation was sent to another address than yours");
  }

  static Response full(long most) {
    return Response.conflict("The organization has all of the " + most + " members it may have");
  }

  static Response noSuchInvitation() {
    return new Response.Failed(
        404,
        "NOT_FOUND",
        "No such invitation. It may have been used, sent again or revoked, have expired, or be from"
            + " somebody who couldn't send it any more. Ask for a new one",
        null);
  }
}
