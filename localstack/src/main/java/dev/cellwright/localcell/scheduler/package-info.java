/// EventBridge Scheduler, on the cell's clock.
@NullMarked
package dev.cellwright.localcell.scheduler;

import org.jspecify.annotations.NullMarked;
