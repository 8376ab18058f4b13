package dev.cellwright.testing.reference;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// That a subject stands in a relation to an object.
///
/// @param condition under which it counts; null where always
/// @param values for the condition; they win over the question's
record Tuple(
    Thing object,
    String relation,
    Subject subject,
    @Nullable String condition,
    Map<String, Object> values) {

  @Override
  public String toString() {
    return object
        + "#"
        + relation
        + "@"
        + subject
        + (condition == null ? "" : " with " + condition + values);
  }
}
