package dev.cellwright.identity;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// All SQL of those who run the cell. Each function refuses everybody else once more.
final class AdminStore {
  private static final String ONLY_SUPER_ADMINS = "select where identity.is_super_admin()";

  private static final String ORGANIZATION =
      "o.id, o.name, o.plan, o.personal, o.members, o.created_at, o.version";

  private static final String SUPER_ADMIN =
      "a.user_id, a.name, a.email, a.appointed_by, a.appointed_at";

  static final Listing<CellOrganization> ORGANIZATIONS =
      Listing.of(CellOrganization.class)
          .from("identity.organizations_of_cell() o")
          .within(ONLY_SUPER_ADMINS)
          .key("o.id")
          .shows(ORGANIZATION)
          .choice("name", "o.name", Type.TEXT)
          .filter("plan", "o.plan", Type.TEXT)
          .filter("personal", "o.personal", Type.BOOLEAN)
          .choice("created_at", "o.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Listing<SuperAdmin> SUPER_ADMINS =
      Listing.of(SuperAdmin.class)
          .from("identity.super_admins_of_cell() a")
          .within(ONLY_SUPER_ADMINS)
          .key("a.user_id")
          .shows(SUPER_ADMIN)
          .choice("appointed_at", "a.appointed_at", Type.INSTANT)
          .ordered("appointed_at", false)
          .build();

  private static final Sql ONE_ORGANIZATION =
      Sql.of(
          """
          select %s
          from identity.organizations_of_cell() o
          where o.id = :id::uuid
          """
              .formatted(ORGANIZATION));

  private static final Sql ONE_SUPER_ADMIN =
      Sql.of(
          """
          select %s
          from identity.super_admins_of_cell() a
          where a.user_id = :person::uuid
          """
              .formatted(SUPER_ADMIN));

  private static final Sql ONLY_FOR_SUPER_ADMINS =
      Sql.of("select case when not identity.is_super_admin() then 'forbidden' end as ending");

  private static final Sql APPOINT =
      Sql.of("select identity.appoint_super_admin(:person::uuid) as ending");

  private static final Sql DISMISS =
      Sql.of("select identity.dismiss_super_admin(:person::uuid) as ending");

  private static final Sql CHANGE_PLAN =
      Sql.of(
          """
          select identity.change_plan(o.id, coalesce(:changes::jsonb ->> 'plan', o.plan)) as ending
          from identity.organizations_of_cell() o
          where o.id = :id::uuid
          """);

  private AdminStore() {}

  static Step onlyForSuperAdmins() {
    return Step.one(ONLY_FOR_SUPER_ADMINS, Binds.none());
  }

  static Step organization(UUID id) {
    return Step.one(ONE_ORGANIZATION, Binds.of("id", id));
  }

  static Step superAdmin(UUID person) {
    return Step.one(ONE_SUPER_ADMIN, Binds.of("person", person));
  }

  static Step appoint(UUID person) {
    return Step.one(APPOINT, Binds.of("person", person));
  }

  static Step dismiss(UUID person) {
    return Step.one(DISMISS, Binds.of("person", person));
  }

  static Step changePlan(UUID id, PlanPatch patch) {
    return Step.one(CHANGE_PLAN, Binds.of("id", id).and("changes", Changes.of(patch)));
  }
}
