package dev.cellwright.access;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a role is made of.
@Doc("A role to make")
record NewRole(
    @Text(max = 100, format = Text.Format.TITLE) String name,
    @Nullable @Text(min = 0, max = 1000) String description,
    @Doc("Such as task:edit, or task:* for all of a type; GET /api/v1/permissions lists them")
        @Size(max = 100)
        List<String> permissions) {}
