package dev.cellwright.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A piece of a JSON answer: one row of the Data API couldn't hold it whole.
///
/// @param ending why there is no answer; null where this is a piece of one
record Piece(
    @Nullable String ending,
    @Nullable String field,
    @Nullable String message,
    @Nullable String piece) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The answer of all its pieces, in their order.
  static Reply<ObjectNode> whole(List<Piece> pieces) {
    var first = pieces.getFirst();
    if (first.ending != null) {
      return Reply.refused(
          first.ending, String.valueOf(first.field), String.valueOf(first.message));
    }
    var text =
        pieces.stream()
            .map(Piece::piece)
            .filter(Objects::nonNull)
            .collect(Collectors.joining());
    try {
      return new Reply.Told<>((ObjectNode) JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database told no JSON", e);
    }
  }
}
