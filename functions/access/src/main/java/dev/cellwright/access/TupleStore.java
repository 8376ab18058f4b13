package dev.cellwright.access;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;

/// The SQL of granting and revoking. What may be granted, and by whom, is decided by the functions.
final class TupleStore {
  private static final Sql GRANT =
      Sql.of(
          """
          select g.ending, g.field, g.message, g.changed
          from access.grant(:tuple::jsonb) g
          """);

  private static final Sql REVOKE =
      Sql.of(
          """
          select r.ending, r.field, r.message, r.changed
          from access.revoke(:tuple::jsonb) r
          """);

  private TupleStore() {}

  static Step grant(Tuple tuple) {
    return Step.one(GRANT, Binds.of("tuple", tuple.json()));
  }

  static Step revoke(Tuple tuple) {
    return Step.one(REVOKE, Binds.of("tuple", tuple.json()));
  }
}
