package dev.cellwright.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// A time of the trail as JSON lines that a stranger can verify: `docs/audit.md` has the form, and
/// `docs/verify/VerifyTrail.java` reads it.
///
/// A row's line is its text as it was hashed. Of a row of the same batch that lies outside the time
/// asked for there is its leaf alone, which tells its time and nothing else.
final class BundleFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputStream out;
  private final Instant from;
  private final Instant until;
  private long rows;
  private long batches;

  BundleFile(OutputStream out, Instant from, Instant until) {
    this.out = out;
    this.from = from;
    this.until = until;
  }

  void begin(String kind, String cell, UUID organization, Instant madeAt, Extent extent) {
    var line = line(kind).put("v", 1).put("cell", cell);
    line.put("organization", organization.toString());
    line.put("from", Moment.written(from)).put("until", Moment.written(until));
    line.put("made_at", Moment.written(madeAt));
    line.put("first", extent.first()).put("last", extent.last());
    line.putObject("head").put("batch", extent.head()).put("seal", extent.seal());
    write(line.toString());
  }

  void batch(ExportedBatch batch, List<ExportedRow> read) {
    var line = line("batch");
    line.put("holds", batch.gone() ? "archived" : batch.hasRows() ? "rows" : "nothing");
    line.put("batch", batch.body());
    batch.path().forEach(line.withArrayProperty("path")::add);
    line.put("seal", batch.seal()).put("signature", batch.signature());
    write(line.toString());
    batches++;
    read.forEach(this::row);
  }

  private void row(ExportedRow row) {
    if (row.at().isBefore(from) || !row.at().isBefore(until)) {
      write(
          line("leaf")
              .put("timestamp", Moment.written(row.at()))
              .put("digest", row.digest())
              .toString());
    } else {
      write(Objects.requireNonNull(row.line()));
      rows++;
    }
  }

  /// @return how many rows are in it
  long end() {
    write(line("end").put("batches", batches).put("rows", rows).toString());
    return rows;
  }

  private static ObjectNode line(String kind) {
    return JSON.createObjectNode().put("kind", kind);
  }

  private void write(String line) {
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
