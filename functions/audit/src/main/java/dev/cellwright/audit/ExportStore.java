package dev.cellwright.audit;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about files of the trail.
final class ExportStore {
  private static final String COLUMNS =
      """
      e.id, e.status, e.format, e.from_time, e.until_time, e.requested_by, e.object_key, e.rows, e.bytes, e.sha256,
      e.created_at, e.finished_at, e.version\
      """;

  static final Query<StoredExport> ONE =
      Query.of(
          StoredExport.class,
          """
          select %s
          from audit.exports e
          where e.org_id = :org::uuid and e.id = :id::uuid
          """
              .formatted(COLUMNS));

  private static final Sql REQUEST =
      Sql.of(
          """
          insert into audit.exports as e (id, requested_by, from_time, until_time, format)
          values (:id::uuid, priv.actor(), :from_time::timestamptz, :until_time::timestamptz, :format)
          returning %s, jsonb_build_object('format', e.format) as event
          """
              .formatted(COLUMNS));

  /// Whoever claims a file writes it, until the lease ends: one that came again meanwhile is not
  /// written twice at once. The sixth claim is none: what failed five times fails.
  private static final Sql CLAIM =
      Sql.of(
          """
          update audit.exports e
          set
            status = case when e.attempts < 5 then 'running' else 'failed' end,
            finished_at = case when e.attempts < 5 then null else cell.now() end,
            attempts = e.attempts + 1,
            lease_until = cell.now() + interval '14 minutes',
            version = e.version + 1
          where e.org_id = :org::uuid and e.id = :id::uuid
            and (e.status = 'queued' or (e.status = 'running' and e.lease_until < cell.now()))
          returning %s
          """
              .formatted(COLUMNS));

  private static final Sql GIVE_BACK =
      Sql.of(
          """
          update audit.exports e
          set status = 'queued', lease_until = null, version = e.version + 1
          where e.org_id = :org::uuid and e.id = :id::uuid and e.status = 'running'
          returning e.id
          """);

  private static final Sql FINISH =
      Sql.of(
          """
          update audit.exports e
          set
            status = 'done', object_key = :object_key, rows = :rows::bigint, bytes = :bytes::bigint, sha256 = :sha256,
            lease_until = null, finished_at = cell.now(), version = e.version + 1
          where e.org_id = :org::uuid and e.id = :id::uuid and e.status = 'running'
          returning e.id, e.version, jsonb_build_object('format', e.format, 'rows', e.rows) as event
          """);

  /// Batches of a time, in their order, with their seals.
  static final Query<ExportedBatch> BATCHES =
      Query.of(
          ExportedBatch.class,
          """
          select
            b.number, b.body, b.last_xid, b.last_id, b.has_rows, b.gone, s.seal_body as seal, s.signature, s.path
          from audit.batches_between(:from_time::timestamptz, :until_time::timestamptz, :after::bigint, :last::bigint, 200) b
          cross join lateral audit.sealed(b.seal) s
          order by b.number
          """);

  /// How far a file of a time goes, and how far the organization's chain does: from the first batch
  /// that has a row of it to the last, and one more at each end, which shows that none lies beyond.
  static final Query<Extent> EXTENT =
      Query.of(
          Extent.class,
          """
          select
            coalesce(max(b.number), 0) as head, coalesce(max(b.seal), 0) as seal,
            greatest(coalesce(min(b.number) filter (where b.latest >= :from_time::timestamptz and b.earliest < :until_time::timestamptz), 0) - 1, 0) as first,
            least(coalesce(max(b.number) filter (where b.latest >= :from_time::timestamptz and b.earliest < :until_time::timestamptz), -1) + 1, coalesce(max(b.number), 0)) as last
          from audit.batches b
          where b.org_id = :org::uuid
          """);

  /// Rows of some batches, in their order, as many as fit.
  static final Query<ExportedRow> ROWS =
      Query.of(
          ExportedRow.class,
          """
          select r.xid, r.id, r.at, r.digest, r.line, r.told
          from audit.rows_of(:first::bigint, :last::bigint, :after_xid::bigint, :after_id::uuid, :asker::uuid) r
          """);

  private ExportStore() {}

  static Step request(UUID id, Instant from, Instant until, String format) {
    return Step.one(
        REQUEST,
        Binds.of("id", id).and("from_time", from).and("until_time", until).and("format", format));
  }

  static Step claim(UUID id) {
    return Step.one(CLAIM, Binds.of("id", id)).orElse("taken");
  }

  static Step giveBack(UUID id) {
    return Step.any(GIVE_BACK, Binds.of("id", id));
  }

  static Step finish(UUID id, String key, WrittenFile file) {
    return Step.one(
            FINISH,
            Binds.of("id", id)
                .and("object_key", key)
                .and("rows", file.rows())
                .and("bytes", file.bytes())
                .and("sha256", file.sha256()))
        .orElse("taken");
  }

  static Binds time(Instant from, Instant until) {
    return Binds.of("from_time", from).and("until_time", until);
  }

  static Binds batches(Instant from, Instant until, long after, long last) {
    return time(from, until).and("after", after).and("last", last);
  }

  static Binds rows(long first, long last, @Nullable ExportedRow after, @Nullable UUID asker) {
    return Binds.of("first", first)
        .and("last", last)
        .and("after_xid", after == null ? null : after.xid())
        .and("after_id", after == null ? null : after.id())
        .and("asker", asker);
  }
}
