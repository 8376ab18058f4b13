package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// Under what a tuple holds.
@Doc("A condition of the model, under which alone the grant holds")
record TupleCondition(
    @Text(max = 64) String name,
    @Doc("Values for its parameters, which win over a question's")
        @Nullable
        @Size(maxBytes = 4096, maxDepth = 5)
        ObjectNode context) {}
