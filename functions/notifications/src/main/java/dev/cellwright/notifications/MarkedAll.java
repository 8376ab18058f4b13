package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;

/// How much was marked, and what is left.
@Doc("How much was marked, and how much is left that is not read and not seen")
@Cleared(Clearance.PUBLIC)
record MarkedAll(long updated, long count, long unseen) {}
