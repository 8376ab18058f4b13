/// The Parameter Store of SSM, kept in the cell's PostgreSQL.
@NullMarked
package dev.cellwright.localcell.ssm;

import org.jspecify.annotations.NullMarked;
