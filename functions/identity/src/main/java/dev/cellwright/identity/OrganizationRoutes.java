package dev.cellwright.identity;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about organizations and their members, and what each ending says over HTTP.
final class OrganizationRoutes {
  private static final String ORGANIZATIONS = "/api/v1/organizations";
  private static final String ORGANIZATION = ORGANIZATIONS + "/{orgId}";
  private static final String MEMBERS = ORGANIZATION + "/members";
  private static final String MEMBER = MEMBERS + "/{userId}";
  private static final String OPEN_MEMBERSHIP = ORGANIZATION + "/open-membership";

  static final List<Route<OrganizationRoutes>> ROUTES =
      List.of(
          Route.<OrganizationRoutes>post(ORGANIZATIONS)
              .named("found_organization", "Make an organization, and own it")
              .person()
              .takes(NewOrganization.class)
              .answers(201, Organization.class)
              .guarded()
              .by(OrganizationRoutes::found),
          Route.<OrganizationRoutes>get(ORGANIZATIONS)
              .named(
                  "list_organizations", "List the organizations one belongs to or is asked to join")
              .person()
              .lists(OrganizationStore.MINE)
              .by(OrganizationRoutes::list),
          Route.<OrganizationRoutes>get(ORGANIZATION)
              .named("show_organization", "Read an organization")
              .asks("organization.view", "orgId")
              .answers(Organization.class)
              .guarded()
              .by(OrganizationRoutes::show),
          Route.<OrganizationRoutes>patch(ORGANIZATION)
              .named("change_organization", "Change an organization")
              .asks("organization.edit", "orgId")
              .takes(OrganizationPatch.class)
              .answers(Organization.class)
              .guarded()
              .by(OrganizationRoutes::change),
          Route.<OrganizationRoutes>get(MEMBERS)
              .named("list_members", "List an organization's members")
              .asks("member.view", "orgId")
              .lists(MemberStore.MEMBERS)
              .by(OrganizationRoutes::listMembers),
          Route.<OrganizationRoutes>post(MEMBERS)
              .named("add_member", "Add a person, known by id, who may accept or decline")
              .asks("member.edit", "orgId")
              .takes(NewMember.class)
              .answers(201, Member.class)
              .by(OrganizationRoutes::addMember),
          Route.<OrganizationRoutes>patch(MEMBER)
              .named("change_member", "Give a member another role")
              .asks("member.edit", "orgId")
              .takes(MemberPatch.class)
              .answers(Member.class)
              .by(OrganizationRoutes::changeMember),
          Route.<OrganizationRoutes>delete(MEMBER)
              .named("remove_member", "Leave an organization, or as an admin take somebody out")
              .asks("member.leave", "orgId")
              .answersNothing(204)
              .by(OrganizationRoutes::removeMember),
          Route.<OrganizationRoutes>post(ORGANIZATION + "/transfer")
              .named("transfer_ownership", "Hand an organization over to another member")
              .asks("organization.transfer", "orgId")
              .takes(Transfer.class)
              .answers(Organization.class)
              .rate(RateClass.SIGN_IN)
              .keepsNoAnswer()
              .guarded()
              .by(OrganizationRoutes::transfer),
          Route.<OrganizationRoutes>delete(OPEN_MEMBERSHIP)
              .named("decline_membership", "Decline a membership that one has not accepted")
              .person()
              .answersNothing(204)
              .by(OrganizationRoutes::declineMembership));

  private final FoundOrganization foundOrganization;
  private final ListOrganizations listOrganizations;
  private final ShowOrganization showOrganization;
  private final ChangeOrganization changeOrganization;
  private final ListMembers listMembers;
  private final AddMember addMember;
  private final ChangeMember changeMember;
  private final RemoveMember removeMember;
  private final TransferOwnership transferOwnership;
  private final DeclineMembership declineMembership;

  OrganizationRoutes(Kernel kernel) {
    var database = kernel.database();
    foundOrganization = new FoundOrganization(database, kernel.ids());
    listOrganizations = new ListOrganizations(database);
    showOrganization = new ShowOrganization(database);
    changeOrganization = new ChangeOrganization(database);
    listMembers = new ListMembers(database);
    addMember = new AddMember(database, kernel.features());
    changeMember = new ChangeMember(database);
    removeMember = new RemoveMember(database);
    transferOwnership = new TransferOwnership(database);
    declineMembership = new DeclineMembership(database);
  }

  private Response found(Request request) {
    var organization = foundOrganization.found(request.body(NewOrganization.class));
    return Response.created(organization, ORGANIZATIONS + "/" + organization.id())
        .version(organization.version());
  }

  private Response list(Request request) {
    return Response.page(listOrganizations.list(request.page()));
  }

  private Response show(Request request) {
    return answer(showOrganization.show());
  }

  private Response change(Request request) {
    return switch (changeOrganization.change(
        request.id("orgId"), request.body(OrganizationPatch.class), request.ifMatch())) {
      case ChangeOrganization.Outcome.Changed(var organization) -> answer(organization);
      case ChangeOrganization.Outcome.ChangedSince() -> Response.changedSince("organization");
    };
  }

  private Response listMembers(Request request) {
    return Response.page(listMembers.list(request.page()));
  }

  private Response addMember(Request request) {
    return switch (addMember.add(request.id("orgId"), request.body(NewMember.class))) {
      case AddMember.Outcome.Added(var member) ->
          Response.created(
              member,
              "%s/%s/members/%s".formatted(ORGANIZATIONS, request.id("orgId"), member.userId()));
      case AddMember.Outcome.AlreadyMember() ->
          Response.conflict("This person has a membership already, accepted or open");
      case AddMember.Outcome.Full(var most) ->
          Response.conflict("The organization has all of the " + most + " members it may have");
      case AddMember.Outcome.NoSuchPerson(var id) -> Response.notFound("user", id);
    };
  }

  private Response changeMember(Request request) {
    return switch (changeMember.change(
        request.id("orgId"), request.id("userId"), request.body(MemberPatch.class))) {
      case ChangeMember.Outcome.Changed(var member) -> Response.ok(member);
      case ChangeMember.Outcome.IsOwner() -> ownerStays();
      case ChangeMember.Outcome.NotFound(var person) -> Response.notFound("member", person);
    };
  }

  private Response removeMember(Request request) {
    return switch (removeMember.remove(request.id("orgId"), request.id("userId"))) {
      case RemoveMember.Outcome.Removed() -> Response.noContent();
      case RemoveMember.Outcome.Forbidden() ->
          Response.forbidden("Your role in the organization doesn't allow this");
      case RemoveMember.Outcome.IsOwner() -> ownerStays();
      case RemoveMember.Outcome.NotFound(var person) -> Response.notFound("member", person);
    };
  }

  private Response transfer(Request request) {
    return switch (transferOwnership.transfer(request.id("orgId"), request.body(Transfer.class))) {
      case TransferOwnership.Outcome.Transferred(var organization) -> answer(organization);
      case TransferOwnership.Outcome.WrongPassword() -> Response.forbidden("The password is wrong");
      case TransferOwnership.Outcome.Locked(var seconds) -> AuthRoutes.locked(seconds);
      case TransferOwnership.Outcome.OwnerAlready() ->
          Response.invalid("newOwnerId", "owns the organization already");
      case TransferOwnership.Outcome.NoLongerOwner() ->
          Response.forbidden("Your role in the organization doesn't allow this");
      case TransferOwnership.Outcome.Personal() ->
          Response.conflict(
              "A personal organization stays with the person it was made for: make another one to"
                  + " hand over");
      case TransferOwnership.Outcome.NoSuchMember(var id) ->
          Response.invalid("newOwnerId", "names nobody who has joined the organization: " + id);
    };
  }

  private Response declineMembership(Request request) {
    return switch (declineMembership.decline(request.id("orgId"))) {
      case DeclineMembership.Outcome.Declined() -> Response.noContent();
      case DeclineMembership.Outcome.NotFound(var organization) ->
          Response.notFound("open membership", organization);
    };
  }

  private static Response answer(Organization organization) {
    return Response.ok(organization).version(organization.version());
  }

  private static Response ownerStays() {
    return Response.conflict(
        "The owner's membership can't be changed or taken away: the organization must be handed"
            + " over first");
  }
}
