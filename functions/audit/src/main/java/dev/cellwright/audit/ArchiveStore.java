package dev.cellwright.audit;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// All SQL about archives.
final class ArchiveStore {
  static final Query<DueOrganization> DUE =
      Query.of(
          DueOrganization.class,
          """
          select d.org_id
          from audit.due_for_archive(:otherwise::int, :least::int, :most::int, :wanted::int) d
          """);

  static final Query<NextArchive> NEXT =
      Query.of(
          NextArchive.class,
          """
          select n.archive, n.first_batch, n.last_batch, n.rows
          from audit.next_archive(:otherwise::int, :least::int, :most::int, :rows::bigint) n
          """);

  private static final Sql NOTE =
      Sql.of(
          """
          select n.id, n.ending
          from audit.note_archive(
            :otherwise::int, :least::int, :most::int, :first::bigint, :last::bigint, :object_key, :sha256) n
          """);

  private static final Sql REMOVE =
      Sql.of("select audit.remove_archived(:archive::uuid, :most::int) as removed");

  private ArchiveStore() {}

  static Binds due(KeptMonths kept, int wanted) {
    return kept.binds().and("wanted", wanted);
  }

  static Binds next(KeptMonths kept, int rows) {
    return kept.binds().and("rows", rows);
  }

  static Step note(KeptMonths kept, NextArchive next, String key, String sha256) {
    return Step.one(
        NOTE,
        kept.binds()
            .and("first", next.firstBatch())
            .and("last", next.lastBatch())
            .and("object_key", key)
            .and("sha256", sha256));
  }

  static Step remove(UUID archive, int most) {
    return Step.one(REMOVE, Binds.of("archive", archive).and("most", most));
  }
}
