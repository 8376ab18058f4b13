package dev.cellwright.permissions;

import java.util.List;

/// Who has a relation, as the OpenFGA language says it.
public sealed interface Rewrite {
  /// `[user, team#member]`: whom a tuple names.
  record Direct() implements Rewrite {}

  /// `editor`: whoever has another relation to the same object.
  record Computed(String relation) implements Rewrite {}

  /// `viewer from parent`: whoever has a relation to an object that stands in `tupleset` to this.
  record FromTupleset(String tupleset, String relation) implements Rewrite {}

  /// `a or b`
  record Union(List<Rewrite> parts) implements Rewrite {}

  /// `a and b`
  record Intersection(List<Rewrite> parts) implements Rewrite {}

  /// `base but not subtracted`
  record Exclusion(Rewrite base, Rewrite subtracted) implements Rewrite {}
}
