package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;
import java.util.UUID;

/// Things to which a subject has a relation.
@Cleared(Clearance.PUBLIC)
record FoundObjects(
    List<UUID> objectIds, @Doc("False where there are more than these") boolean complete) {}
