/// KMS: keys that sign or encrypt, kept in the cell's PostgreSQL.
@NullMarked
package dev.cellwright.localcell.kms;

import org.jspecify.annotations.NullMarked;
