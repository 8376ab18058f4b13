package dev.cellwright.identity;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// All SQL about the members of an organization. Nobody sorts or filters by an address: that would
/// tell it to those who aren't shown it.
final class MemberStore {
  private static final String COLUMNS =
      """
      m.user_id, m.role, m.name, m.first_name, m.last_name, m.email, m.avatar_url,
      m.joined_at, m.updated_at\
      """;

  static final Listing<Member> MEMBERS =
      Listing.of(Member.class)
          .from("identity.members() m")
          .key("m.user_id")
          .shows(COLUMNS)
          .filter("user_id", "m.user_id", Type.UUID)
          .choice("role", "m.role", Type.TEXT)
          .nullableChoice("name", "m.name", Type.TEXT)
          .nullableChoice("joined_at", "m.joined_at", Type.INSTANT)
          .ordered("joined_at", false)
          .build();

  private static final Sql ONE =
      Sql.of(
          """
          select %s
          from identity.members() m
          where m.user_id = :user_id::uuid
          """
              .formatted(COLUMNS));

  private static final Sql ROOM =
      Sql.of(
          """
          select
            case
              when not identity.is_person(:user_id::uuid) then 'no_such_person'
              when count(*) filter (where m.user_id = :user_id::uuid) > 0 then 'already_member'
              when count(*) >= :most::bigint then 'full'
            end as ending
          from identity.org_members m
          where m.org_id = :org::uuid
          """);

  private static final Sql ADD =
      Sql.of(
          """
          insert into identity.org_members (user_id, role)
          values (:user_id::uuid, :role)
          returning user_id, role
          """);

  /// Others are taken out by admins; oneself by anybody.
  private static final Sql MAY_REMOVE =
      Sql.of(
          """
          select
            case
              when :user_id::uuid <> :actor::uuid and current_setting('cw.role') not in ('admin', 'owner') then 'forbidden'
            end as ending
          """);

  /// Whoever is putting the member into a team comes before or behind, and then finds nobody.
  private static final Sql LOCK =
      Sql.of(
          """
          select case when m.role = 'owner' then 'owner' end as ending
          from identity.org_members m
          where m.org_id = :org::uuid and m.user_id = :user_id::uuid
          for update
          """);

  private static final Sql CHANGE =
      Sql.of(
          """
          update identity.org_members m
          set role = coalesce(:changes::jsonb ->> 'role', m.role), updated_at = cell.now()
          where m.org_id = :org::uuid and m.user_id = :user_id::uuid
          returning m.user_id, m.role
          """);

  private static final Sql REMOVE =
      Sql.of(
          """
          delete from identity.org_members m
          where m.org_id = :org::uuid and m.user_id = :user_id::uuid
          returning
            m.user_id,
            (select o.user_id from identity.org_members o where o.org_id = :org::uuid and o.role = 'owner') as heir_id
          """);

  private static final Sql FORGET =
      Sql.of("select identity.forget_member(:user_id::uuid) as silenced");

  private static final Sql STEP_DOWN =
      Sql.of(
          """
          update identity.org_members m
          set role = 'admin', updated_at = cell.now()
          where m.org_id = :org::uuid and m.user_id = :actor::uuid and m.role = 'owner'
          returning m.user_id
          """);

  private static final Sql STEP_UP =
      Sql.of(
          """
          update identity.org_members m
          set role = 'owner', updated_at = cell.now()
          where m.org_id = :org::uuid and m.user_id = :heir::uuid and m.joined_at is not null
          returning :actor as from_user_id, m.user_id as to_user_id
          """);

  private static final Sql DECLINE =
      Sql.of(
          """
          select case when not identity.decline_membership(:organization::uuid) then 'not_found' end as ending
          """);

  private MemberStore() {}

  static Step member(UUID person) {
    return Step.one(ONE, Binds.of("user_id", person));
  }

  /// Whether a person can be added, open memberships counted; the organization is locked, so it
  /// stays true.
  static Step room(UUID person, long most) {
    return Step.one(ROOM, Binds.of("user_id", person).and("most", most));
  }

  static Step add(NewMember member) {
    return Step.one(ADD, Binds.of("user_id", member.userId()).and("role", member.role()));
  }

  static Step mayRemove(UUID person) {
    return Step.one(MAY_REMOVE, Binds.of("user_id", person));
  }

  static Step lock(UUID person) {
    return Step.one(LOCK, Binds.of("user_id", person));
  }

  static Step change(UUID person, MemberPatch patch) {
    return Step.one(CHANGE, Binds.of("user_id", person).and("changes", Changes.of(patch)));
  }

  static Step remove(UUID person) {
    return Step.one(REMOVE, Binds.of("user_id", person));
  }

  /// Takes away what was granted to somebody who has just left, and their sessions' word for the
  /// organization.
  static Step forget(UUID person) {
    return Step.one(FORGET, Binds.of("user_id", person));
  }

  /// Makes the owner an admin, before there can be another owner.
  static Step stepDown() {
    return Step.one(STEP_DOWN, Binds.none()).orElse("no_longer_owner");
  }

  static Step stepUp(UUID heir) {
    return Step.one(STEP_UP, Binds.of("heir", heir));
  }

  static Step decline(UUID organization) {
    return Step.one(DECLINE, Binds.of("organization", organization));
  }
}
