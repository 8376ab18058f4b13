package dev.cellwright.permissions.language;

import dev.cellwright.permissions.Restriction;
import org.jspecify.annotations.Nullable;

/// One of those in `[user, team#member with in_office]`.
///
/// @param subject what stands before `with`
record RestrictionSyntax(
    Word subject,
    Word type,
    @Nullable String relation,
    boolean wildcard,
    @Nullable Word condition) {

  /// Whether objects themselves are meant, not all of a type nor those who relate to one.
  boolean plain() {
    return relation == null && !wildcard;
  }

  Restriction restriction() {
    return new Restriction(
        type.text(), relation, wildcard, condition == null ? null : condition.text());
  }

  @Override
  public String toString() {
    return condition == null ? subject.text() : subject.text() + " with " + condition.text();
  }
}
