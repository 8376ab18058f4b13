package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;

/// What an evaluation came to (AuthZEN 1.0, 5.5).
@Cleared(Clearance.PUBLIC)
record Decision(boolean decision) {}
