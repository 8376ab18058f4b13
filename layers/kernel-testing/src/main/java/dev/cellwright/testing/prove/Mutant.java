package dev.cellwright.testing.prove;

import java.util.List;

/// A way to break the isolation of a database.
///
/// @param where the table, function or role that is broken
/// @param what in words
/// @param statements that break it
/// @param seenBy which part of the prover must notice
record Mutant(String where, String what, List<String> statements, Eye seenBy) {

  /// A part of the prover.
  enum Eye {
    /// An attack on the table must go through: to find it in the catalog is not enough.
    TABLE_ATTACK,
    /// SQL injected into the calls of the table's own module must reach the table.
    INJECTION,
    /// An attack through some view.
    VIEW_ATTACK,
    /// A call of some function.
    ROUTINE_ATTACK,
    /// A look at all foreign keys.
    REFERENCES,
    /// A lint.
    CATALOG
  }
}
