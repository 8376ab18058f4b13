package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;

/// What a merge patch may say of a board.
@Doc("Changes of a board, as a JSON Merge Patch")
record BoardPatch(
    @Text(max = 200) Change<String> name,
    @OneOf({"kanban", "list", "calendar", "gantt"}) Change<String> viewType,
    @Doc("Merged into what is there; null removes a member") Change<ObjectNode> config) {}
