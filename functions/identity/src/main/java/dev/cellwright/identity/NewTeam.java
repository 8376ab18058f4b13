package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// What a team is made of.
@Doc("A team to be made; whoever makes it leads it")
record NewTeam(
    @Text(max = 200, format = Text.Format.TITLE) String name,
    @Text(min = 0, max = 4096, maxBytes = 4096) @Nullable String description,
    @Doc("`public` where it is left out: every member of the organization sees it")
        @OneOf({"public", "private"})
        @Nullable String visibility) {}
