package dev.cellwright.audit;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.Objects;

/// Asks for a file of the trail. It is written behind the queue.
final class RequestExport {

  sealed interface Outcome {
    record Requested(Export export) implements Outcome {}

    record NoTime() implements Outcome {}
  }

  private final Database database;
  private final Ids ids;

  RequestExport(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Outcome request(NewExport asked) {
    var from = Objects.requireNonNull(Moment.of("from", asked.from()));
    var to = Objects.requireNonNull(Moment.of("to", asked.to()));
    if (!from.isBefore(to)) {
      return new Outcome.NoTime();
    }
    var id = ids.next();
    var outcome =
        database.run(
            Command.of(
                ExportStore.request(id, from, to, asked.format()),
                Step.event("audit_export.requested", id, 0)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return new Outcome.Requested(outcome.row(0, Export.class));
  }
}
