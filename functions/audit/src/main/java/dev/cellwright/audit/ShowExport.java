package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import java.time.Duration;
import java.util.UUID;

/// Tells how far a file of the trail is, and where it can be fetched for an hour.
final class ShowExport {
  private static final Duration LIFE = Duration.ofHours(1);

  sealed interface Outcome {
    record Shown(Export export) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;
  private final Kernel kernel;

  ShowExport(Kernel kernel) {
    database = kernel.database();
    this.kernel = kernel;
  }

  Outcome show(UUID id) {
    var stored = database.first(ExportStore.ONE, Binds.of("id", id));
    if (stored == null) {
      return new Outcome.NotFound(id);
    }
    var key = stored.objectKey();
    return new Outcome.Shown(key == null ? stored.export() : stored.export().at(url(key, stored)));
  }

  private String url(String key, StoredExport stored) {
    var name =
        "trail-%s.%s".formatted(stored.fromTime().toString().substring(0, 10), stored.format());
    return kernel
        .aws()
        .bucket(kernel.environment().require("EXPORTS_BUCKET"))
        .address(key, name, LIFE)
        .toString();
  }
}
