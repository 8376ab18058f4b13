package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;

/// What a badge shows.
@Doc("How much the caller has not read, and not seen")
@Cleared(Clearance.PUBLIC)
record UnreadCount(long count, long unseen) {}
