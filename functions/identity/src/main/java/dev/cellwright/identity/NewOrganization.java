package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// What an organization is made of.
@Doc("An organization to be made")
record NewOrganization(
    @Text(format = Text.Format.LINE) String name,
    @Doc("Made of the name where it is left out") @Text(max = 63, format = Text.Format.SLUG)
        @Nullable String slug,
    @Doc("`free` where it is left out") @Text(max = 63, format = Text.Format.SLUG)
        @Nullable String plan) {}
