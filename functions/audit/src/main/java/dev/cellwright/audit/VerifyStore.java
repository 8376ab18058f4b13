package dev.cellwright.audit;

import dev.cellwright.kernel.data.Query;

/// All SQL that verifies.
final class VerifyStore {
  static final Query<StoredSeal> SEALS =
      Query.of(
          StoredSeal.class,
          """
          select s.number, s.body, s.signature, s.key_id, s.public_key
          from audit.seals_after(:after::bigint, :most::int) s
          """);

  static final Query<Complaint> COMPLAINTS =
      Query.of(Complaint.class, "select c.complaint from audit.complaints(:seal::bigint) c");

  static final Query<Compared> COMPARED =
      Query.of(
          Compared.class,
          """
          select c.batches, c.organizations, c.rows, c.archived
          from audit.compared(:after::bigint, :last::bigint) c
          """);

  private VerifyStore() {}
}
