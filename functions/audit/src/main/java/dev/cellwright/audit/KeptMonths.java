package dev.cellwright.audit;

import dev.cellwright.kernel.Feature;
import dev.cellwright.kernel.Features;
import dev.cellwright.kernel.data.Binds;

/// For how many months a trail stays in the database: the product's choice, and the bounds within
/// which an organization may choose for itself. A product narrows them; nobody keeps less than a
/// year or more than ten.
record KeptMonths(int otherwise, int least, int most) {
  static final int FEWEST = 12;
  static final int LONGEST = 120;

  static final Feature.Number DEFAULT =
      new Feature.Number(
          "auditMonths",
          24,
          FEWEST,
          LONGEST,
          "For how many months the trail of an organization that chose nothing stays in the database"
              + " before it is archived.");

  static final Feature.Number LEAST =
      new Feature.Number(
          "auditMonthsLeast",
          FEWEST,
          FEWEST,
          LONGEST,
          "The fewest months that an organization may choose.");

  static final Feature.Number MOST =
      new Feature.Number(
          "auditMonthsMost",
          LONGEST,
          FEWEST,
          LONGEST,
          "The most months that an organization may choose.");

  static KeptMonths of(Features features) {
    return new KeptMonths(
        (int) features.value(DEFAULT), (int) features.value(LEAST), (int) features.value(MOST));
  }

  Binds binds() {
    return Binds.of("otherwise", otherwise).and("least", least).and("most", most);
  }
}
