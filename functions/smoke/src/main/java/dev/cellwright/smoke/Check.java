package dev.cellwright.smoke;

import org.jspecify.annotations.Nullable;

/// One thing that was tried.
///
/// @param wrong what was wrong with it, or null
record Check(String what, @Nullable String wrong) {

  static Check good(String what) {
    return new Check(what, null);
  }

  boolean passed() {
    return wrong == null;
  }

  @Override
  public String toString() {
    return wrong == null ? what + ": good" : what + ": " + wrong;
  }
}
