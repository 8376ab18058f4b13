package dev.cellwright.access;

import org.jspecify.annotations.Nullable;

/// What the database says to one question.
///
/// @param place which question, from 0
/// @param allowed null where it isn't answered
/// @param refusal why it isn't
record Answered(
    int place,
    @Nullable Boolean allowed,
    @Nullable String refusal,
    @Nullable String field,
    @Nullable String message) {

  boolean isYes() {
    return Boolean.TRUE.equals(allowed);
  }
}
