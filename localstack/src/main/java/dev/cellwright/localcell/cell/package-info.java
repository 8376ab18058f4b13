/// Brings a cell to life from its templates, in one process.
@NullMarked
package dev.cellwright.localcell.cell;

import org.jspecify.annotations.NullMarked;
