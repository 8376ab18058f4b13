package dev.cellwright.audit;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;

/// Says for how long an organization's trail stays in the database, within the product's bounds.
final class ChooseRetention {

  sealed interface Outcome {
    record Chosen(Retention retention) implements Outcome {}

    record OutOfBounds(int least, int most) implements Outcome {}
  }

  private final Database database;
  private final KeptMonths kept;

  ChooseRetention(Database database, KeptMonths kept) {
    this.database = database;
    this.kept = kept;
  }

  Outcome choose(int months) {
    var outcome =
        database.run(
            Command.of(
                RetentionStore.withinBounds(months, kept), RetentionStore.choose(months, kept)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Chosen(outcome.row(1, Retention.class));
      case "out_of_bounds" -> new Outcome.OutOfBounds(kept.least(), kept.most());
      default -> throw outcome.unexpected();
    };
  }
}
