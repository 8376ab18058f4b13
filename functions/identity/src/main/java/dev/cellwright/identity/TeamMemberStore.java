package dev.cellwright.identity;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about who is in which team.
final class TeamMemberStore {
  /// What a [TeamMember] is read from.
  private static final String COLUMNS =
      """
      m.user_id, m.role, who.name, who.first_name, who.last_name, who.avatar_url, m.joined_at, m.updated_at\
      """;

  private static final String FROM =
      "identity.team_members m join identity.members() who on who.user_id = m.user_id";

  static final Listing<TeamMember> MEMBERS =
      Listing.of(TeamMember.class)
          .from(FROM)
          .within("select from identity.teams t where t.org_id = :org::uuid and t.id = :team::uuid")
          .where("m.org_id = :org::uuid and m.team_id = :team::uuid")
          .key("m.user_id")
          .shows(COLUMNS)
          .filter("user_id", "m.user_id", Type.UUID)
          .choice("role", "m.role", Type.TEXT)
          .nullableChoice("name", "who.name", Type.TEXT)
          .choice("joined_at", "m.joined_at", Type.INSTANT)
          .ordered("joined_at", false)
          .build();

  private static final Sql SOME =
      Sql.of(
          """
          select %s
          from %s
          where m.org_id = :org::uuid and m.team_id = :team::uuid
            and m.user_id in (select u.id::uuid from jsonb_array_elements_text(:users::jsonb) as u (id))
          order by m.joined_at, m.user_id
          """
              .formatted(COLUMNS, FROM));

  private static final Sql LEAD =
      Sql.of(
          """
          insert into identity.team_members (team_id, user_id, role)
          values (:team::uuid, :actor::uuid, 'lead')
          returning user_id
          """);

  /// Somebody who is no accepted member, be it that there is no such person, ends the command.
  private static final Sql ARE_MEMBERS =
      Sql.of(
          """
          select
            case
              when count(*) < (select count(distinct u.id::uuid) from jsonb_array_elements_text(:users::jsonb) as u (id))
                then 'not_members'
            end as ending
          from identity.org_members m
          where m.org_id = :org::uuid and m.joined_at is not null
            and m.user_id in (select u.id::uuid from jsonb_array_elements_text(:users::jsonb) as u (id))
          """);

  /// Nobody comes to a role by putting themselves into a team that has it. Asked before the team is
  /// locked.
  private static final Sql MAY_JOIN =
      Sql.of(
          """
          select
            case
              when :users::jsonb ? :actor
                and not exists (
                  select from identity.team_members m
                  where m.org_id = :org::uuid and m.team_id = :team::uuid and m.user_id = :actor::uuid)
                and api.gives_role(:team::uuid)
                then 'own_role'
            end as ending
          """);

  /// Who is in a team keeps their role: it is changed on purpose, and told. Follows the team's
  /// lock.
  private static final Sql HAVE_NO_OTHER_ROLE =
      Sql.of(
          """
          select
            case
              when exists (
                select from identity.team_members m
                where m.org_id = :org::uuid and m.team_id = :team::uuid and m.role <> :role::text
                  and m.user_id in (select e.id::uuid from jsonb_array_elements_text(:users::jsonb) as e (id)))
              then 'other_role'
            end as ending
          """);

  private static final Sql ADD =
      Sql.of(
          """
          insert into identity.team_members (team_id, user_id, role)
          select :team::uuid, u.id, :role
          from (select distinct e.id::uuid as id from jsonb_array_elements_text(:users::jsonb) as e (id)) u
          order by u.id
          on conflict (org_id, team_id, user_id) do nothing
          returning user_id
          """);

  /// Tells who came, in an event of the team's; nothing where nobody did. Follows [#add].
  private static final Sql TELL_ADDED =
      Sql.of(
          """
          with counted as (
            update identity.teams t
            set version = t.version + 1, updated_at = cell.now()
            where t.org_id = :org::uuid and t.id = :team::uuid and jsonb_array_length($2 -> :added::int) > 0
            returning t.version)
          select api.emit(
            'team.member_added', 'team', :team::uuid, c.version,
            jsonb_build_object('user_ids', jsonb_path_query_array($2 -> :added::int, '$[*].user_id'), 'role', :role)) as event_id
          from counted c
          """);

  private static final Sql CHANGE =
      Sql.of(
          """
          update identity.team_members m
          set role = coalesce(:changes::jsonb ->> 'role', m.role), updated_at = cell.now()
          where m.org_id = :org::uuid and m.team_id = :team::uuid and m.user_id = :user::uuid
          returning m.user_id, m.role
          """);

  /// Others are taken out by whoever may change the team; oneself by anybody.
  private static final Sql MAY_REMOVE =
      Sql.of(
          """
          select
            case
              when :user::uuid <> :actor::uuid and not api.may('team.edit', :team::uuid) then 'forbidden'
            end as ending
          """);

  private static final Sql REMOVE =
      Sql.of(
          """
          delete from identity.team_members m
          where m.org_id = :org::uuid and m.team_id = :team::uuid and m.user_id = :user::uuid
          returning m.user_id
          """);

  /// Takes somebody who leaves the organization out of all its teams, and says so to each. Teams
  /// are locked before their members, in one order.
  private static final Sql LEAVE_ALL =
      Sql.of(
          """
          with theirs as (
            select t.id
            from identity.teams t
            where t.org_id = :org::uuid
              and t.id in (
                select m.team_id from identity.team_members m
                where m.org_id = :org::uuid and m.user_id = :user::uuid)
            order by t.id
            for no key update),
          left_teams as (
            delete from identity.team_members m
            using theirs t
            where m.org_id = :org::uuid and m.team_id = t.id and m.user_id = :user::uuid
            returning m.team_id),
          counted as (
            update identity.teams t
            set version = t.version + 1, updated_at = cell.now()
            from left_teams l
            where t.org_id = :org::uuid and t.id = l.team_id
            returning t.id, t.version)
          select
            api.emit('team.member_removed', 'team', c.id, c.version, jsonb_build_object('user_id', :user)) as event_id
          from counted c
          """);

  private TeamMemberStore() {}

  /// Those of these people who are in the team.
  static Step members(UUID team, List<UUID> people) {
    return Step.any(SOME, Binds.of("team", team).and("users", people));
  }

  /// Makes the caller the lead of a team that was just made.
  static Step lead(UUID team) {
    return Step.one(LEAD, Binds.of("team", team));
  }

  static Step areMembers(List<UUID> people) {
    return Step.one(ARE_MEMBERS, Binds.of("users", people));
  }

  /// Ends where the caller would give themselves a role with the place in the team.
  static Step mayJoin(UUID team, List<UUID> people) {
    return Step.one(MAY_JOIN, Binds.of("team", team).and("users", people));
  }

  /// @param role null where none is asked for
  static Step haveNoOtherRole(UUID team, List<UUID> people, @Nullable String role) {
    return Step.one(
        HAVE_NO_OTHER_ROLE, Binds.of("team", team).and("users", people).and("role", role));
  }

  /// Answers those who weren't in the team before.
  static Step add(UUID team, List<UUID> people, String role) {
    return Step.any(ADD, Binds.of("team", team).and("users", people).and("role", role));
  }

  /// @param added the place of the step that added them
  static Step tellAdded(UUID team, String role, int added) {
    return Step.any(TELL_ADDED, Binds.of("team", team).and("role", role).and("added", added));
  }

  static Step change(UUID team, UUID person, TeamMemberPatch patch) {
    return Step.one(
        CHANGE, Binds.of("team", team).and("user", person).and("changes", Changes.of(patch)));
  }

  static Step mayRemove(UUID team, UUID person) {
    return Step.one(MAY_REMOVE, Binds.of("team", team).and("user", person));
  }

  static Step remove(UUID team, UUID person) {
    return Step.one(REMOVE, Binds.of("team", team).and("user", person));
  }

  static Step leaveAll(UUID person) {
    return Step.any(LEAVE_ALL, Binds.of("user", person));
  }
}
