package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a board's columns are to stand: those named, in this order, then the others as they were.
@Doc("A board's columns in their new order; entries without an id are new columns")
record ColumnOrder(@Size(min = 1, max = 50) List<Entry> columns) {

  /// A column that is there, by its id and perhaps with another name; or a new one, by its name.
  record Entry(
      @Nullable UUID id,
      @Text(max = 200, format = Text.Format.LINE) @Nullable String name,
      @Size(maxBytes = 2048) @Nullable ObjectNode config) {}
}
