package dev.cellwright.access;

import dev.cellwright.kernel.data.Query;

/// What the model in force says of permissions.
final class ModelStore {
  static final Query<Permission> PERMISSIONS =
      Query.of(
          Permission.class,
          """
          select p.permission, p.module, p.summary, p.least_role, p.assignable
          from access.permissions() p
          order by p.permission
          """);

  private ModelStore() {}
}
