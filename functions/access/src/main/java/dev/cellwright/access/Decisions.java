package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OmittedWhenNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What evaluations came to (AuthZEN 1.0, 7.2); of a request that is itself one, its decision.
@Cleared(Clearance.PUBLIC)
record Decisions(
    @Doc("Of a request without evaluations") @OmittedWhenNull @Nullable Boolean decision,
    @Doc("In the order asked, up to where it stopped") @OmittedWhenNull
        @Nullable List<Decision> evaluations) {}
