@NullMarked
package dev.cellwright.localcell.console;

import org.jspecify.annotations.NullMarked;
