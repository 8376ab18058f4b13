@NullMarked
package dev.cellwright.localcell.isolated;

import org.jspecify.annotations.NullMarked;
