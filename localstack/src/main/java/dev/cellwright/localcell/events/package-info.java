/// EventBridge: buses, rules matched by AWS's own matcher, and their targets.
@NullMarked
package dev.cellwright.localcell.events;

import org.jspecify.annotations.NullMarked;
