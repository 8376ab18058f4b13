/// Secrets Manager: versions of secrets, kept in the cell's PostgreSQL.
@NullMarked
package dev.cellwright.localcell.secrets;

import org.jspecify.annotations.NullMarked;
