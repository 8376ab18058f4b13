package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a command came out: its ending, and the rows of its steps.
///
/// @param ending null when every step went well; otherwise the name that a step gave, or
///   `unique:<constraint>`, `foreign:<constraint>` or `check:<constraint>`; then nothing was
///   changed
public final class Outcome {
  private final @Nullable String ending;
  private final JsonNode results;

  Outcome(@Nullable String ending, JsonNode results) {
    this.ending = ending;
    this.results = results;
  }

  public @Nullable String ending() {
    return ending;
  }

  /// The one row of a step.
  public <T extends Record> T row(int step, Class<T> type) {
    return read(results.path(step).path(0), type);
  }

  /// All rows of a step.
  public <T extends Record> List<T> rows(int step, Class<T> type) {
    var rows = new ArrayList<T>();
    results.path(step).forEach(row -> rows.add(read(row, type)));
    return rows;
  }

  /// The rows of the step that ended the command, as far as they are to blame: those that gave its
  /// ending. None where a wrong number of rows or a constraint did.
  public <T extends Record> List<T> endingRows(Class<T> type) {
    var rows = new ArrayList<T>();
    results
        .path(results.size() - 1)
        .forEach(row -> {
          if (row.path("ending").asText().equals(ending)) {
            rows.add(read(row, type));
          }
        });
    return rows;
  }

  /// The error for an ending that a store doesn't know.
  public IllegalStateException unexpected() {
    return new IllegalStateException("unexpected ending: " + ending);
  }

  private static <T extends Record> T read(JsonNode row, Class<T> type) {
    if (!row.isObject()) {
      throw new IllegalStateException("the step answered no row for " + type.getSimpleName());
    }
    return RowType.of(type).read(column -> row.get(column.name()));
  }
}
