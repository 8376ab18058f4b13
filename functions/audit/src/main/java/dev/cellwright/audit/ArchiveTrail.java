package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.files.Bucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;

/// Moves what is older than an organization keeps out of the table, into the bucket that lets
/// nobody change or delete.
///
/// First the file is written, then read back and compared, then noted, and only then are the rows
/// removed, by the one function that may, which removes what was noted and nothing else. Batches
/// stay: the chain verifies without the rows.
final class ArchiveTrail {
  /// A file's rows; a file of whole batches may have somewhat fewer.
  private static final int ROWS = 100_000;

  /// Rows removed in a statement.
  private static final int REMOVED = 2000;

  /// Files written in a run; what remains waits for the next.
  private static final int FILES = 200;

  private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");
  private static final Instant BEFORE_ALL = Instant.parse("0001-01-02T00:00:00Z");

  record Archived(int archives, long rows) {}

  private final Database database;
  private final Kernel kernel;
  private final KeptMonths kept;
  private final Bucket bucket;

  ArchiveTrail(Kernel kernel) {
    this.kernel = kernel;
    database = kernel.database();
    kept = KeptMonths.of(kernel.features());
    bucket = kernel.aws().bucket(kernel.environment().require("SEALS_BUCKET"));
  }

  Archived archive() {
    int files = 0;
    long rows = 0;
    for (var due : database.all(ArchiveStore.DUE, ArchiveStore.due(kept, FILES))) {
      var organization = due.orgId();
      while (files < FILES) {
        var one =
            RequestScope.current().inOrganization(organization).call(() -> next(organization));
        if (one < 0) {
          break;
        }
        files++;
        rows += one;
      }
    }
    return new Archived(files, rows);
  }

  /// @return how many rows went, or -1 where nothing more is due
  private long next(UUID organization) {
    var next = database.first(ArchiveStore.NEXT, ArchiveStore.next(kept, ROWS));
    if (next == null) {
      return -1;
    }
    var archive = next.archive();
    return remove(archive != null ? archive : file(organization, next));
  }

  private UUID file(UUID organization, NextArchive next) {
    var key =
        "archive/%s/%012d-%012d.jsonl".formatted(organization, next.firstBatch(), next.lastBatch());
    var written = written(organization, next, key);
    if (!readBack(key).equals(written.sha256())) {
      throw new IllegalStateException("what was read back of " + key + " is not what was written");
    }
    var outcome = database.run(Command.of(ArchiveStore.note(kept, next, key, written.sha256())));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return outcome.row(0, Noted.class).id();
  }

  private WrittenFile written(UUID organization, NextArchive next, String key) {
    try (var file = bucket.upload(key, "application/jsonl")) {
      var trail = new ReadTrail(database, BEFORE_ALL, EVER, null);
      var extent = trail.extent();
      var bundle = new BundleFile(file, BEFORE_ALL, EVER);
      bundle.begin(
          "archive",
          kernel.cell().name(),
          organization,
          kernel.clock().instant(),
          new Extent(extent.head(), extent.seal(), next.firstBatch(), next.lastBatch()));
      trail.each(
          next.firstBatch(),
          next.lastBatch(),
          (batch, rows) -> {
            var leaves = new ArrayList<byte[]>();
            rows.forEach(row -> leaves.add(Hashes.leaf(Moment.written(row.at()), row.digest())));
            if (leaves.isEmpty() || !batch.body().contains(Hashes.hex(Hashes.root(leaves)))) {
              throw new IllegalStateException(
                  "batch " + batch.number() + " of " + organization + " isn't what was sealed");
            }
            bundle.batch(batch, rows);
          });
      var rows = bundle.end();
      return WrittenFile.of(rows, file.finish());
    }
  }

  private String readBack(String key) {
    try (var in = new DigestInputStream(bucket.open(key), Hashes.sha256())) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return Hashes.hex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long remove(UUID archive) {
    long removed = 0;
    while (true) {
      var outcome = database.run(Command.of(ArchiveStore.remove(archive, REMOVED)));
      if (outcome.ending() != null) {
        throw outcome.unexpected();
      }
      var some = outcome.row(0, Removed.class).removed();
      removed += some;
      if (some < REMOVED) {
        return removed;
      }
    }
  }

  private record Noted(UUID id) {}

  private record Removed(long removed) {}
}
