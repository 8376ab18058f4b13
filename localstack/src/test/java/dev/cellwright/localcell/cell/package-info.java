@NullMarked
package dev.cellwright.localcell.cell;

import org.jspecify.annotations.NullMarked;
