@NullMarked
package dev.cellwright.localcell.lambda;

import org.jspecify.annotations.NullMarked;
