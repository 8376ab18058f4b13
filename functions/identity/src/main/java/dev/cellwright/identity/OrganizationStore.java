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

/// All SQL about organizations.
final class OrganizationStore {
  /// What a registering person's own organization is called: not by the person's name, which would
  /// stay in its trail when the person is erased.
  static final String PERSONAL_NAME = "Personal";

  static final String USUAL_PLAN = "free";

  /// What an [Organization] is read from where a session tells whose.
  private static final String OF_SESSION =
      """
      o.id, o.name, o.slug, o.plan, o.logo_url, o.default_timezone, o.personal, o.role,
      o.joined_at, o.created_at, o.updated_at, o.version\
      """;

  /// What an [Organization] is read from inside it.
  private static final String INSIDE =
      """
      o.org_id as id, o.name, o.slug, o.plan, o.logo_url, o.default_timezone, o.personal,
      current_setting('cw.role') as role,
      (select m.joined_at from identity.org_members m where m.org_id = o.org_id and m.user_id = :actor::uuid) as joined_at,
      o.created_at, o.updated_at, o.version\
      """;

  static final Listing<Organization> MINE =
      Listing.of(Organization.class)
          .from("identity.organizations_of(:session::uuid) o")
          .key("o.id")
          .shows(OF_SESSION)
          .choice("name", "o.name", Type.TEXT)
          .choice("slug", "o.slug", Type.TEXT)
          .filter("plan", "o.plan", Type.TEXT)
          .filter("role", "o.role", Type.TEXT)
          .filter("personal", "o.personal", Type.BOOLEAN)
          .nullableChoice("joined_at", "o.joined_at", Type.INSTANT)
          .choice("created_at", "o.created_at", Type.INSTANT)
          .choice("updated_at", "o.updated_at", Type.INSTANT)
          .ordered("created_at", false)
          .build();

  static final Query<Organization> ONE =
      Query.of(
          Organization.class,
          """
          select %s
          from identity.organizations o
          where o.org_id = :org::uuid
          """
              .formatted(INSIDE));

  private static final Sql SPOKEN_FOR =
      Sql.of(
          """
          select %s
          from identity.organizations_of(:session::uuid) o
          where o.spoken_for
          """
              .formatted(OF_SESSION));

  private static final Sql PLAN_SPOKEN_FOR =
      Sql.of(
          """
          select o.plan
          from identity.organizations_of(($2 -> :refreshed::int -> 0 ->> 'session_id')::uuid) o
          where o.spoken_for
          """);

  private static final Sql FOUND =
      Sql.of(
          """
          select identity.found_organization(:id::uuid, :name, :slug, :plan) as version
          """);

  private static final Sql OF_PERSON =
      Sql.of(
          """
          select %s
          from identity.organizations_of(:session::uuid) o
          where o.id = :id::uuid
          """
              .formatted(OF_SESSION));

  private static final Sql JOINED =
      Sql.of(
          """
          select %s
          from identity.organizations_of(:session::uuid) o
          where o.id = ($2 -> :joined::int -> 0 ->> 'organization_id')::uuid
          """
              .formatted(OF_SESSION));

  /// Locks the organization and compares the version that its author has seen.
  private static final Sql LOCK =
      Sql.of(
          """
          select case when o.version <> :seen::bigint then 'changed' end as ending
          from identity.organizations o
          where o.org_id = :org::uuid
          for no key update
          """);

  /// A personal one isn't handed over: its person would have none, and another person two.
  private static final Sql LOCK_FOR_TRANSFER =
      Sql.of(
          """
          select case when o.personal then 'personal' end as ending
          from identity.organizations o
          where o.org_id = :org::uuid
          for no key update
          """);

  private static final Sql CHANGE =
      Sql.of(
          """
          update identity.organizations o
          set
            name = coalesce(:changes::jsonb ->> 'name', o.name),
            slug = coalesce(:changes::jsonb ->> 'slug', o.slug),
            logo_url = case when :changes::jsonb ? 'logo_url' then :changes::jsonb ->> 'logo_url' else o.logo_url end,
            default_timezone = coalesce(:changes::jsonb ->> 'default_timezone', o.default_timezone),
            updated_at = cell.now(),
            version = o.version + 1
          where o.org_id = :org::uuid
          returning %s, jsonb_build_object('changes', :changes::jsonb) as event
          """
              .formatted(INSIDE));

  /// A change of members is a change of the organization, and the event about it takes its number.
  private static final Sql NUMBER_MEMBER_CHANGE =
      Sql.of(
          """
          update identity.organizations o
          set version = o.version + 1, updated_at = cell.now()
          where o.org_id = :org::uuid
          returning o.version, $2 -> :changed::int -> 0 as event
          """);

  private OrganizationStore() {}

  /// The organization that a session speaks for; no row where it speaks for none.
  static Step spokenFor(UUID session) {
    return Step.any(SPOKEN_FOR, Binds.of("session", session));
  }

  /// The plan of the organization that a session speaks for; no row where it speaks for none.
  ///
  /// @param refreshed the place of the step whose row has the `session_id`
  static Step planSpokenFor(int refreshed) {
    return Step.any(PLAN_SPOKEN_FOR, Binds.of("refreshed", refreshed));
  }

  static Step found(UUID id, NewOrganization organization) {
    return Step.one(
        FOUND,
        Binds.of("id", id)
            .and("name", organization.name())
            .and(
                "slug",
                organization.slug() != null ? organization.slug() : Slug.of(organization.name()))
            .and("plan", organization.plan() != null ? organization.plan() : USUAL_PLAN));
  }

  /// An organization as the person of a session belongs to it now.
  static Step ofPerson(UUID id, UUID session) {
    return Step.one(OF_PERSON, Binds.of("id", id).and("session", session));
  }

  /// @param joined the place of the step whose row names the organization
  static Step joined(UUID session, int joined) {
    return Step.one(JOINED, Binds.of("session", session).and("joined", joined));
  }

  static Step lock(@Nullable Long seen) {
    return Step.one(LOCK, Binds.of("seen", seen));
  }

  static Step lockForTransfer() {
    return Step.one(LOCK_FOR_TRANSFER, Binds.none());
  }

  static Step change(OrganizationPatch patch) {
    return Step.one(CHANGE, Binds.of("changes", Changes.of(patch)));
  }

  /// @param changed the place of the step whose row tells the member
  static Step numberMemberChange(int changed) {
    return Step.one(NUMBER_MEMBER_CHANGE, Binds.of("changed", changed));
  }
}
