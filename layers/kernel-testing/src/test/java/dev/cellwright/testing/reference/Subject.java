package dev.cellwright.testing.reference;

import org.jspecify.annotations.Nullable;

/// Whom a tuple or a question is about: `user:anna`, `user:*`, `team:red#member`.
///
/// @param relation whose holders are meant; null for the thing itself
record Subject(Thing thing, @Nullable String relation) {
  private static final String EVERYBODY = "*";

  static Subject of(String text) {
    var hash = text.indexOf('#');
    return hash < 0
        ? new Subject(Thing.of(text), null)
        : new Subject(Thing.of(text.substring(0, hash)), text.substring(hash + 1));
  }

  boolean wildcard() {
    return thing.id().equals(EVERYBODY);
  }

  boolean plain() {
    return relation == null && !wildcard();
  }

  @Override
  public String toString() {
    return relation == null ? thing.toString() : thing + "#" + relation;
  }
}
