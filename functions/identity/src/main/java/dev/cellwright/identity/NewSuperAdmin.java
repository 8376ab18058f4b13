package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import java.util.UUID;

/// Who is to run the cell.
@Doc("A person who is to run the cell")
record NewSuperAdmin(UUID userId) {}
