package dev.cellwright.identity;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about teams themselves.
final class TeamStore {
  /// What a [Team] is read from.
  private static final String COLUMNS =
      """
      t.id, t.org_id, t.name, t.description, t.visibility,
      (select m.role from identity.team_members m where m.org_id = t.org_id and m.team_id = t.id and m.user_id = :actor::uuid) as role,
      t.created_by, t.created_at, t.updated_at, t.version\
      """;

  static final Listing<Team> TEAMS =
      Listing.of(Team.class)
          .from("identity.teams t")
          .where("t.org_id = :org::uuid")
          .key("t.id")
          .visible("team.view")
          .visible("team.view")
          .shows(COLUMNS)
          .mayBeLong("description")
          .choice("name", "t.name", Type.TEXT)
          .filter("visibility", "t.visibility", Type.TEXT)
          .filter("created_by", "t.created_by", Type.UUID)
          .choice("created_at", "t.created_at", Type.INSTANT)
          .choice("updated_at", "t.updated_at", Type.INSTANT)
          .ordered("name", false)
          .build();

  private static final String ONE_TEAM =
      """
      select %s
      from identity.teams t
      where t.org_id = :org::uuid and t.id = :id::uuid
      """
          .formatted(COLUMNS);

  static final Query<Team> ONE = Query.of(Team.class, ONE_TEAM);

  private static final Sql READ = Sql.of(ONE_TEAM);

  private static final Sql ADD =
      Sql.of(
          """
          insert into identity.teams (id, name, description, visibility)
          values (:id::uuid, :name, coalesce(:description, ''), coalesce(:visibility, 'public'))
          returning version, jsonb_build_object('name', name, 'visibility', visibility) as event
          """);

  /// Locks the team and compares the version that its author has seen.
  private static final Sql LOCK =
      Sql.of(
          """
          select case when t.version <> :seen::bigint then 'changed' end as ending
          from identity.teams t
          where t.org_id = :org::uuid and t.id = :id::uuid
          for no key update
          """);

  private static final Sql CHANGE =
      Sql.of(
          """
          update identity.teams t
          set
            name = coalesce(:changes::jsonb ->> 'name', t.name),
            description = coalesce(:changes::jsonb ->> 'description', t.description),
            visibility = coalesce(:changes::jsonb ->> 'visibility', t.visibility),
            updated_at = cell.now(),
            version = t.version + 1
          where t.org_id = :org::uuid and t.id = :id::uuid
          returning t.version, jsonb_build_object('changes', :changes::jsonb - 'description') as event
          """);

  private static final Sql DELETE =
      Sql.of(
          """
          delete from identity.teams t
          where t.org_id = :org::uuid and t.id = :id::uuid
          returning t.version + 1 as version, jsonb_build_object('name', t.name) as event
          """);

  /// A change of members is a change of the team, and the event about it takes its number.
  private static final Sql NUMBER_MEMBER_CHANGE =
      Sql.of(
          """
          update identity.teams t
          set version = t.version + 1, updated_at = cell.now()
          where t.org_id = :org::uuid and t.id = :id::uuid
          returning t.version, $2 -> :changed::int -> 0 as event
          """);

  private TeamStore() {}

  static Step team(UUID id) {
    return Step.one(READ, Binds.of("id", id));
  }

  static Step add(UUID id, NewTeam team) {
    return Step.one(
        ADD,
        Binds.of("id", id)
            .and("name", team.name())
            .and("description", team.description())
            .and("visibility", team.visibility()));
  }

  /// @param seen the version its author saw; null where any will do
  static Step lock(UUID id, @Nullable Long seen) {
    return Step.one(LOCK, Binds.of("id", id).and("seen", seen));
  }

  static Step change(UUID id, TeamPatch patch) {
    return Step.one(CHANGE, Binds.of("id", id).and("changes", Changes.of(patch)));
  }

  static Step delete(UUID id) {
    return Step.one(DELETE, Binds.of("id", id));
  }

  /// @param changed the place of the step whose row tells the member
  static Step numberMemberChange(UUID id, int changed) {
    return Step.one(NUMBER_MEMBER_CHANGE, Binds.of("id", id).and("changed", changed));
  }
}
