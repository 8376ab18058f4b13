package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.files.Upload;
import java.util.Objects;
import java.util.UUID;

/// Writes a file of the trail that somebody asked for. It may be asked again: whoever has claimed
/// the file writes it, and what was written before is written over.
///
/// The trail is sealed first, so that the file reaches as far as the request for it, and what is
/// verified later includes that.
final class WriteExport {
  private final Kernel kernel;
  private final Database database;

  WriteExport(Kernel kernel) {
    this.kernel = kernel;
    database = kernel.database();
  }

  void write(UUID id) {
    var claimed = database.run(Command.of(ExportStore.claim(id)));
    if (claimed.ending() != null) {
      return; // Done, or another one is at it.
    }
    var export = claimed.row(0, StoredExport.class);
    if (!export.status().equals("running")) {
      return; // It failed too often.
    }
    try {
      sealAll();
      finish(export, written(export));
    } catch (RuntimeException e) {
      database.run(Command.of(ExportStore.giveBack(id)));
      throw e;
    }
  }

  private void sealAll() {
    var sealTrail = Sealer.of(kernel);
    boolean finished = false;
    while (!finished) {
      finished = sealTrail.seal().finished();
    }
  }

  private WrittenFile written(StoredExport export) {
    boolean table = export.format().equals("csv");
    try (var file =
        kernel
            .aws()
            .bucket(kernel.environment().require("EXPORTS_BUCKET"))
            .upload(key(export), table ? "text/csv; charset=utf-8" : "application/jsonl")) {
      var rows = table ? table(export, file) : bundle(export, file);
      return WrittenFile.of(rows, file.finish());
    }
  }

  private long table(StoredExport export, Upload file) {
    var trail =
        new ReadTrail(database, export.fromTime(), export.untilTime(), export.requestedBy());
    var csv = new CsvFile(file, export.fromTime(), export.untilTime());
    csv.begin();
    var extent = trail.extent();
    trail.each(extent.first(), extent.last(), (_, rows) -> csv.rows(rows));
    return csv.end();
  }

  private long bundle(StoredExport export, Upload file) {
    var trail = new ReadTrail(database, export.fromTime(), export.untilTime(), null);
    var extent = trail.extent();
    var bundle = new BundleFile(file, export.fromTime(), export.untilTime());
    bundle.begin("export", kernel.cell().name(), organization(), kernel.clock().instant(), extent);
    trail.each(extent.first(), extent.last(), bundle::batch);
    return bundle.end();
  }

  private void finish(StoredExport export, WrittenFile file) {
    var outcome =
        database.run(
            Command.of(
                ExportStore.finish(export.id(), key(export), file),
                Step.event("audit_export.completed", export.id(), 0)));
    if (outcome.ending() != null && !outcome.ending().equals("taken")) {
      throw outcome.unexpected();
    }
  }

  private static UUID organization() {
    return Objects.requireNonNull(RequestScope.current().organization());
  }

  private static String key(StoredExport export) {
    return "audit/%s/%s.%s".formatted(organization(), export.id(), export.format());
  }
}
