package dev.cellwright.kernel.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/// What a walk through the candidates of a list found out.
///
/// @param ended whether it met the last candidate
/// @param beyond the place where it ran out of work before the page was full; else null. It may be
///   a row that the reader must not know of
record Walk(boolean ended, @Nullable String beyond) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Walk of(String told) {
    try {
      var walk = JSON.readTree(told);
      var beyond = walk.path("beyond");
      return new Walk(walk.path("ended").asBoolean(), beyond.isObject() ? beyond.toString() : null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database answered no JSON about a walk", e);
    }
  }
}
