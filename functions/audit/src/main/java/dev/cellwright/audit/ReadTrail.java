package dev.cellwright.audit;

import dev.cellwright.kernel.data.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Reads the sealed trail of the scope's organization for a file: batches in their order, each with
/// its rows, never more in memory than a page of batches and the rows of one.
final class ReadTrail {
  private final Database database;
  private final Instant from;
  private final Instant until;
  private final @Nullable UUID asker;

  /// @param asker with whose clearance rows are told; null for rows as they are hashed
  ReadTrail(Database database, Instant from, Instant until, @Nullable UUID asker) {
    this.database = database;
    this.from = from;
    this.until = until;
    this.asker = asker;
  }

  Extent extent() {
    return Objects.requireNonNull(
        database.first(ExportStore.EXTENT, ExportStore.time(from, until)));
  }

  /// Hands over each batch with its rows; none for a batch that has none of this time, or none any
  /// more.
  ///
  /// @param last the last batch to hand over: what is sealed meanwhile is left for another file
  void each(long first, long last, BiConsumer<ExportedBatch, List<ExportedRow>> taker) {
    long after = first - 1;
    while (true) {
      var page = database.all(ExportStore.BATCHES, ExportStore.batches(from, until, after, last));
      if (page.isEmpty()) {
        return;
      }
      for (int start = 0; start < page.size(); ) {
        int end = start + 1;
        while (end < page.size() && page.get(end).isRead() && page.get(start).isRead()) {
          end++;
        }
        run(page.subList(start, end), taker);
        start = end;
      }
      after = page.getLast().number();
    }
  }

  /// Batches that are all read, or one that isn't.
  private void run(
      List<ExportedBatch> batches, BiConsumer<ExportedBatch, List<ExportedRow>> taker) {
    if (!batches.getFirst().isRead()) {
      taker.accept(batches.getFirst(), List.of());
      return;
    }
    var rows = new ArrayList<ExportedRow>();
    ExportedRow after = null;
    int current = 0;
    while (true) {
      var found =
          database.all(
              ExportStore.ROWS,
              ExportStore.rows(
                  batches.getFirst().number(), batches.getLast().number(), after, asker));
      for (var row : found) {
        while (current < batches.size() - 1 && !batches.get(current).reaches(row)) {
          taker.accept(batches.get(current++), List.copyOf(rows));
          rows.clear();
        }
        rows.add(row);
      }
      if (found.isEmpty()) {
        break;
      }
      after = found.getLast();
    }
    for (; current < batches.size(); current++) {
      taker.accept(batches.get(current), List.copyOf(rows));
      rows.clear();
    }
  }
}
