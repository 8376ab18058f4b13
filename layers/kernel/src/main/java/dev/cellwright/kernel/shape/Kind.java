package dev.cellwright.kernel.shape;

import java.util.List;

/// What sort of JSON value a component is.
sealed interface Kind {
  /// A string within bounds.
  ///
  /// @param choices the only values allowed; empty where any text will do
  record Words(int min, int max, int maxBytes, Text.Format format, List<String> choices)
      implements Kind {}

  record Id() implements Kind {}

  record Moment() implements Kind {}

  record Day() implements Kind {}

  record Truth() implements Kind {}

  /// A whole number.
  ///
  /// @param wide whether it has 64 bits, not 32
  record Whole(long min, long max, boolean wide) implements Kind {}

  /// A JSON object whose fields nobody declared.
  record Free(int maxBytes, int maxDepth) implements Kind {}

  record Nested(Class<? extends Record> type) implements Kind {}

  /// A list.
  ///
  /// @param maxBytes of all items together; 0 where there is no bound
  record Items(Kind each, int min, int max, int maxBytes) implements Kind {}
}
