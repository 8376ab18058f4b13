/// The RDS Data API over pgjdbc, with what it refuses.
@NullMarked
package dev.cellwright.localcell.dataapi;

import org.jspecify.annotations.NullMarked;
