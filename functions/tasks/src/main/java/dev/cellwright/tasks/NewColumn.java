package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// What a column is made of. It stands behind the board's other columns.
@Doc("A column to be made")
record NewColumn(
    @Text(max = 200, format = Text.Format.LINE) String name,
    @Doc("Colour, limits and the like") @Size(maxBytes = 2048) @Nullable ObjectNode config) {}
