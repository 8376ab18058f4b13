package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;

/// What a relation to an object is made of, one step deep.
@Cleared(Clearance.PUBLIC)
record Expanded(
    @Doc("users, computed, from, or a union, an intersection or an exclusion of these")
        ObjectNode tree) {}
