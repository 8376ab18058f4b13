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
    if (months < kept.least() || months > kept.most()) {
      return new Outcome.OutOfBounds(kept.least(), kept.most());
    }
    var outcome = database.run(Command.of(RetentionStore.choose(months, kept)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return new Outcome.Chosen(outcome.row(0, Retention.class));
  }
}
