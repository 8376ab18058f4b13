package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import java.util.List;

/// All permissions of the cell.
@Cleared(Clearance.PUBLIC)
record Permissions(List<Permission> permissions) {}
