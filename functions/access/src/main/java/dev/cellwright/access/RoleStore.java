package dev.cellwright.access;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about custom roles. What a role gives is written by functions, as tuples.
final class RoleStore {
  /// What a [Role] is read from.
  private static final String ROLE =
      """
      r.id, r.name, r.description, r.permissions, r.created_by, r.created_at, r.updated_at, r.version\
      """;

  static final Listing<Role> ROLES =
      Listing.of(Role.class)
          .from("authz.roles r")
          .where("r.org_id = :org::uuid and r.deleted_at is null")
          .key("r.id")
          .shows(ROLE)
          .mayBeLong("name", "description", "permissions")
          .choice("name", "r.name", Type.TEXT)
          .filter("created_by", "r.created_by", Type.UUID)
          .choice("created_at", "r.created_at", Type.INSTANT)
          .choice("updated_at", "r.updated_at", Type.INSTANT)
          .ordered("name", false)
          .build();

  static final Query<Role> ONE =
      Query.of(
          Role.class,
          """
          select %s
          from authz.roles r
          where r.org_id = :org::uuid and r.id = :id::uuid and r.deleted_at is null
          """
              .formatted(ROLE));

  static final Listing<Assignee> ASSIGNEES =
      Listing.of(Assignee.class)
          .from("access.assignees(:role::uuid) a")
          .within(
              """
              select from authz.roles r
              where r.org_id = :org::uuid and r.id = :role::uuid and r.deleted_at is null\
              """)
          .key("a.id")
          .shows("a.type, a.id, a.relation, a.granted_by, a.granted_at")
          .choice("type", "a.type", Type.TEXT)
          .choice("granted_at", "a.granted_at", Type.INSTANT)
          .ordered("granted_at", false)
          .build();

  private static final Sql ADD =
      Sql.of(
          """
          insert into authz.roles (id, name, description, permissions)
          values (:id::uuid, :name, :description, :permissions::jsonb)
          returning version, jsonb_build_object('name', name, 'permissions', permissions) as event
          """);

  private static final Sql LOCK =
      Sql.of(
          """
          select case when r.version <> :seen::bigint then 'changed' end as ending
          from authz.roles r
          where r.org_id = :org::uuid and r.id = :id::uuid and r.deleted_at is null
          for no key update
          """);

  private static final Sql CHANGE =
      Sql.of(
          """
          update authz.roles r
          set
            name = coalesce(:changes::jsonb ->> 'name', r.name),
            description = case when :changes::jsonb ? 'description' then :changes::jsonb ->> 'description' else r.description end,
            permissions = coalesce(:changes::jsonb -> 'permissions', r.permissions),
            version = r.version + 1,
            updated_at = cell.now()
          where r.org_id = :org::uuid and r.id = :id::uuid
          returning r.version, jsonb_build_object(
            'changes',
            :changes::jsonb || case when :changes::jsonb ? 'permissions' then jsonb_build_object('permissions', r.permissions) else '{}' end) as event
          """);

  private static final Sql DELETE =
      Sql.of(
          """
          update authz.roles r
          set deleted_at = cell.now(), version = r.version + 1, updated_at = cell.now()
          where r.org_id = :org::uuid and r.id = :id::uuid
          returning r.version, jsonb_build_object('name', r.name) as event
          """);

  private static final Sql PUT_PERMISSIONS =
      Sql.of(
          """
          select p.ending, p.field, p.message
          from access.put_permissions(:id::uuid) p
          """);

  private static final Sql EMPTY = Sql.of("select access.empty_role(:id::uuid)::text as emptied");

  private RoleStore() {}

  static Step add(UUID id, NewRole role) {
    return Step.one(
        ADD,
        Binds.of("id", id)
            .and("name", role.name())
            .and("description", role.description())
            .and("permissions", role.permissions()));
  }

  static Step lock(UUID id, @Nullable Long seen) {
    return Step.one(LOCK, Binds.of("id", id).and("seen", seen));
  }

  static Step change(UUID id, RolePatch patch) {
    return Step.one(CHANGE, Binds.of("id", id).and("changes", Changes.of(patch)));
  }

  static Step delete(UUID id) {
    return Step.one(DELETE, Binds.of("id", id));
  }

  static Step putPermissions(UUID id) {
    return Step.one(PUT_PERMISSIONS, Binds.of("id", id));
  }

  /// Takes the role from everybody, and everything from it.
  static Step empty(UUID id) {
    return Step.one(EMPTY, Binds.of("id", id));
  }

  static Step role(UUID id) {
    return Step.one(ONE.sql(), Binds.of("id", id));
  }
}
