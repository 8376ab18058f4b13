package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;

/// What a merge patch may say of a column.
@Doc("Changes of a column, as a JSON Merge Patch")
record ColumnPatch(
    @Text(max = 200, format = Text.Format.LINE) Change<String> name,
    @Doc("Merged into what is there; null removes a member") @Size(maxBytes = 2048)
        Change<ObjectNode> config) {}
