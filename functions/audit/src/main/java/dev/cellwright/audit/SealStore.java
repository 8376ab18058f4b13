package dev.cellwright.audit;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;

/// All SQL about seals.
final class SealStore {
  private static final String COLUMNS =
      """
      b.id, b.seal as number, b.number as batch_number, s.sealed_at, b.rows, s.seal_body as seal, s.seal_hash as hash,
      s.signature, s.key_id, b.body as batch, s.path\
      """;

  static final Listing<SealedBatch> SEALS =
      Listing.of(SealedBatch.class)
          .from("audit.batches b cross join lateral audit.sealed(b.seal) s")
          .where("b.org_id = :org::uuid")
          .key("b.id")
          .shows(COLUMNS)
          .choice("number", "b.seal", Type.WHOLE_NUMBER)
          .choice("batch_number", "b.number", Type.WHOLE_NUMBER)
          .ordered("number", true)
          .build();

  static final Query<SealedBatch> ONE =
      Query.of(
          SealedBatch.class,
          """
          select %s
          from audit.batches b
          cross join lateral audit.sealed(b.seal) s
          where b.org_id = :org::uuid and b.seal = :number::bigint
          """
              .formatted(COLUMNS));

  static final Query<SealKey> KEYS =
      Query.of(
          SealKey.class,
          "select k.key_id, k.public_key, k.since from audit.keys() k order by k.since desc, k.key_id");

  /// A key that sealed before.
  record Known(String publicKey) {}

  static final Query<Known> KEY =
      Query.of(Known.class, "select k.public_key from audit.key_of_seal(:id) k");

  static final Query<RowProof> PROOF =
      Query.of(
          RowProof.class,
          """
          select
            :id::uuid as id, p.line as row, p.at as timestamp, p.path,
            jsonb_build_object(
              'id', b.id, 'number', b.seal, 'batch_number', b.number, 'sealed_at', s.sealed_at, 'rows', b.rows,
              'seal', s.seal_body, 'hash', s.seal_hash, 'signature', s.signature, 'key_id', s.key_id,
              'batch', b.body, 'path', s.path) as sealed
          from audit.proof(:id::uuid) p
          join audit.batches b on b.org_id = :org::uuid and b.seal = p.seal
          cross join lateral audit.sealed(p.seal) s
          """);

  /// What the next seal would say, once for each piece of its batches.
  static final Query<NextSeal> NEXT =
      Query.of(
          NextSeal.class,
          """
          select n.number, n.body, n.hash, n.last_xid, n.last_org, n.last_id, n.batches
          from audit.next_seal(:cell, :key, :rows::int) n
          """);

  static final Query<Sealing> SEALING =
      Query.of(Sealing.class, "select s.number, s.hash, s.waiting_seconds from audit.sealing() s");

  private static final Sql RECORD =
      Sql.of(
          """
          select r.rows, r.ending
          from audit.record_seal(
            :cell, :body, :signature, :key, :public_key, :last_xid::bigint, :last_org::uuid, :last_id::uuid) r
          """);

  private SealStore() {}

  static Binds next(String cell, String key, int rows) {
    return Binds.of("cell", cell).and("key", key).and("rows", rows);
  }

  static Step record(String cell, SealObject seal, String publicKey) {
    return Step.one(
        RECORD,
        Binds.of("cell", cell)
            .and("body", seal.seal())
            .and("signature", seal.signature())
            .and("key", seal.keyId())
            .and("public_key", publicKey)
            .and("last_xid", seal.lastXid())
            .and("last_org", seal.lastOrg())
            .and("last_id", seal.lastId()));
  }
}
