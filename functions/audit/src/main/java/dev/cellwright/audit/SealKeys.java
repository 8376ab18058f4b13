package dev.cellwright.audit;

import dev.cellwright.kernel.shape.Doc;
import java.util.List;

/// The keys of the cell's seals, the newest first.
@Doc("The keys that seals are verified with")
record SealKeys(List<SealKey> keys) {}
