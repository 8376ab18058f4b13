package dev.cellwright.access;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;

/// A link to be made.
@Doc("A link to be made between two things")
record NewLink(
    LinkEnd source,
    LinkEnd target,
    @Doc("What the source is to the target: associated. A team that is assigned sees the other end")
        @Text(max = 50, format = Text.Format.NAME)
        String relationship) {}
