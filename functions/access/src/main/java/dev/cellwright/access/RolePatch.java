package dev.cellwright.access;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Clearable;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.List;

/// What a merge patch may say of a role.
@Doc("Changes of a role, as a JSON Merge Patch")
record RolePatch(
    @Text(max = 100, format = Text.Format.TITLE) Change<String> name,
    @Clearable @Text(min = 0, max = 1000) Change<String> description,
    @Doc("All that the role holds from now on") @Size(max = 100)
        Change<List<String>> permissions) {}
