package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;

/// What a provider is told.
@Doc("A provider was heard")
@Cleared(Clearance.PUBLIC)
record Heard(boolean received) {}
