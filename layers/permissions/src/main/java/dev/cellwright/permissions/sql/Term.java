package dev.cellwright.permissions.sql;

import java.util.List;
import java.util.Set;

/// A rewrite as it is decided: unions of relations of the same object are flat, so that one query
/// answers all their tuples.
sealed interface Term {

  /// At least one of these.
  ///
  /// @param names the relations that lie flat in it: whoever is asked as their holders has them
  /// @param direct the relations whose direct subjects count
  /// @param loops whether one of them leads back to where it is part of: that is unknown, not false
  record Any(
      Set<RelationName> names,
      Set<RelationName> direct,
      List<Tupleset> tuplesets,
      List<Term> others,
      boolean loops)
      implements Term {}

  record All(List<Term> parts) implements Term {}

  record Except(Term base, Term subtracted) implements Term {}

  /// Another relation of the same object, which is no union.
  record Other(RelationName name) implements Term {}
}
