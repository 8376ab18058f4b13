package dev.cellwright.identity;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import java.util.UUID;

/// Every path about teams and who is in them, and what each ending says over HTTP.
final class TeamRoutes {
  private static final String TEAMS = "/api/v1/teams";
  private static final String TEAM = TEAMS + "/{id}";
  private static final String MEMBERS = TEAM + "/members";
  private static final String MEMBER = MEMBERS + "/{userId}";

  static final List<Route<TeamRoutes>> ROUTES =
      List.of(
          Route.<TeamRoutes>post(TEAMS)
              .named("add_team", "Make a team, and lead it")
              .asks("team.create")
              .takes(NewTeam.class)
              .answers(201, Team.class)
              .guarded()
              .by(TeamRoutes::add),
          Route.<TeamRoutes>get(TEAMS)
              .named("list_teams", "List the teams one may see")
              .asks("team.view")
              .lists(TeamStore.TEAMS)
              .by(TeamRoutes::list),
          Route.<TeamRoutes>get(TEAM)
              .named("show_team", "Read a team")
              .asks("team.view")
              .on("id")
              .answers(Team.class)
              .guarded()
              .by(TeamRoutes::show),
          Route.<TeamRoutes>patch(TEAM)
              .named("change_team", "Change a team")
              .asks("team.edit")
              .on("id")
              .takes(TeamPatch.class)
              .answers(Team.class)
              .guarded()
              .by(TeamRoutes::change),
          Route.<TeamRoutes>delete(TEAM)
              .named("delete_team", "End a team")
              .asks("team.delete")
              .on("id")
              .answersNothing(204)
              .guarded()
              .by(TeamRoutes::delete),
          Route.<TeamRoutes>get(MEMBERS)
              .named("list_team_members", "List who is in a team")
              .asks("team.view")
              .on("id")
              .lists(TeamMemberStore.MEMBERS)
              .by(TeamRoutes::listMembers),
          Route.<TeamRoutes>post(MEMBERS)
              .named("add_team_members", "Put members of the organization into a team")
              .asks("team.edit")
              .on("id")
              .takes(NewTeamMembers.class)
              .answers(201, AddedTeamMembers.class)
              .by(TeamRoutes::addMembers),
          Route.<TeamRoutes>patch(MEMBER)
              .named("change_team_member", "Give somebody another role in a team")
              .asks("team.edit")
              .on("id")
              .takes(TeamMemberPatch.class)
              .answers(TeamMember.class)
              .by(TeamRoutes::changeMember),
          Route.<TeamRoutes>delete(MEMBER)
              .named("remove_team_member", "Leave a team, or as its lead take somebody out")
              .asks("team.view")
              .on("id")
              .answersNothing(204)
              .by(TeamRoutes::removeMember));

  private final Database database;
  private final AddTeam addTeam;
  private final ShowTeam showTeam;
  private final ChangeTeam changeTeam;
  private final DeleteTeam deleteTeam;
  private final AddTeamMembers addTeamMembers;
  private final ChangeTeamMember changeTeamMember;
  private final RemoveTeamMember removeTeamMember;

  TeamRoutes(Kernel kernel) {
    database = kernel.database();
    addTeam = new AddTeam(database, kernel.ids());
    showTeam = new ShowTeam(database);
    changeTeam = new ChangeTeam(database);
    deleteTeam = new DeleteTeam(database);
    addTeamMembers = new AddTeamMembers(database);
    changeTeamMember = new ChangeTeamMember(database);
    removeTeamMember = new RemoveTeamMember(database);
  }

  private Response add(Request request) {
    var team = addTeam.add(request.body(NewTeam.class));
    return Response.created(team, TEAMS + "/" + team.id()).version(team.version());
  }

  private Response list(Request request) {
    return Response.page(database.page(TeamStore.TEAMS, request.page(), Binds.none()));
  }

  private Response show(Request request) {
    return switch (showTeam.show(request.id("id"))) {
      case ShowTeam.Outcome.Shown(var team) -> answer(team);
      case ShowTeam.Outcome.NotFound(var id) -> noSuchTeam(id);
    };
  }

  private Response change(Request request) {
    return switch (changeTeam.change(
        request.id("id"), request.body(TeamPatch.class), request.ifMatch())) {
      case ChangeTeam.Outcome.Changed(var team) -> answer(team);
      case ChangeTeam.Outcome.ChangedSince() -> Response.changedSince("team");
      case ChangeTeam.Outcome.NotFound(var id) -> noSuchTeam(id);
    };
  }

  private Response delete(Request request) {
    return switch (deleteTeam.delete(request.id("id"), request.ifMatch())) {
      case DeleteTeam.Outcome.Deleted() -> Response.noContent();
      case DeleteTeam.Outcome.ChangedSince() -> Response.changedSince("team");
      case DeleteTeam.Outcome.NotFound(var id) -> noSuchTeam(id);
    };
  }

  private Response listMembers(Request request) {
    var id = request.id("id");
    var page = database.pageWithin(TeamMemberStore.MEMBERS, request.page(), Binds.of("team", id));
    return page == null ? noSuchTeam(id) : Response.page(page);
  }

  private Response addMembers(Request request) {
    return switch (addTeamMembers.add(request.id("id"), request.body(NewTeamMembers.class))) {
      case AddTeamMembers.Outcome.Added(var members) ->
          Response.created(members, TEAMS + "/" + request.id("id") + "/members");
      case AddTeamMembers.Outcome.NotMembers() ->
          Response.invalid("user_ids", "names somebody who is no member of the organization");
      case AddTeamMembers.Outcome.OtherRole() ->
          Response.conflict(
              "Somebody of them is in the team already, in another role, and nobody was added: change"
                  + " it with PATCH "
                  + TEAMS
                  + "/"
                  + request.id("id")
                  + "/members/{userId}");
      case AddTeamMembers.Outcome.OwnRole() ->
          Response.forbidden(
              "This team has a role, and nobody gives a role to themselves: ask somebody else who"
                  + " may change the team to put you into it");
      case AddTeamMembers.Outcome.NotFound(var id) -> noSuchTeam(id);
    };
  }

  private Response changeMember(Request request) {
    return switch (changeTeamMember.change(
        request.id("id"), request.id("userId"), request.body(TeamMemberPatch.class))) {
      case ChangeTeamMember.Outcome.Changed(var member) -> Response.ok(member);
      case ChangeTeamMember.Outcome.NoSuchTeam(var id) -> noSuchTeam(id);
      case ChangeTeamMember.Outcome.NotFound(var person) -> noSuchMember(person);
    };
  }

  private Response removeMember(Request request) {
    return switch (removeTeamMember.remove(request.id("id"), request.id("userId"))) {
      case RemoveTeamMember.Outcome.Removed() -> Response.noContent();
      case RemoveTeamMember.Outcome.Forbidden() ->
          Response.forbidden("Only who leads the team, or an admin, takes others out of it");
      case RemoveTeamMember.Outcome.NoSuchTeam(var id) -> noSuchTeam(id);
      case RemoveTeamMember.Outcome.NotFound(var person) -> noSuchMember(person);
    };
  }

  private static Response answer(Team team) {
    return Response.ok(team).version(team.version());
  }

  private static Response noSuchTeam(UUID id) {
    return Response.notFound("team", id);
  }

  private static Response noSuchMember(UUID person) {
    return Response.notFound("member of the team", person);
  }
}
