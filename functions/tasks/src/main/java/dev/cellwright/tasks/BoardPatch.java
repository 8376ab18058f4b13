package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;
import java.util.UUID;

/// What a merge patch may say of a board.
@Doc("Changes of a board, as a JSON Merge Patch. Takes board.edit, but where a field says so")
record BoardPatch(
    @Text(max = 200, format = Text.Format.LINE) Change<String> name,
    @OneOf({"kanban", "list", "calendar", "gantt"}) Change<String> viewType,
    @Doc("Open to all members, or not. Takes board.share") @OneOf({"organization", "private"})
        Change<String> visibility,
    @Doc("A member of the organization, to whom it is handed over. Takes board.share")
        Change<UUID> ownerId,
    @Doc("Merged into what is there; null removes a member") Change<ObjectNode> config) {}
