package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a board is made of.
@Doc("A board to be made")
record NewBoard(
    @Text(max = 200, format = Text.Format.LINE) String name,
    @OneOf({"kanban", "list", "calendar", "gantt"}) @Nullable String viewType,
    @Doc("`organization`: every member works on it; `private`: whoever is granted it")
        @OneOf({"organization", "private"})
        @Nullable String visibility,
    @Doc("Settings of your own") @Nullable ObjectNode config,
    @Doc("Its first columns, in order") @Size(max = 50) @Nullable List<NewColumn> columns) {}
