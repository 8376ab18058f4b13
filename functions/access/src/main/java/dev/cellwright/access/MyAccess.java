package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;
import java.util.UUID;

/// What the caller holds on one thing.
@Cleared(Clearance.PUBLIC)
record MyAccess(
    UUID objectId,
    String title,
    @Doc("Relations and permissions: viewer, view, edit") List<String> relations) {}
