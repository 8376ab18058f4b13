package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;

/// What a merge patch may say of a team.
@Doc("Changes of a team, as a JSON Merge Patch")
record TeamPatch(
    @Text(max = 200, format = Text.Format.TITLE) Change<String> name,
    @Text(min = 0, max = 4096, maxBytes = 4096) Change<String> description,
    @OneOf({"public", "private"}) Change<String> visibility) {}
