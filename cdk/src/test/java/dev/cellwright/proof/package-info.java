/// The isolation of a cell with every module, proven and broken.
@NullMarked
package dev.cellwright.proof;

import org.jspecify.annotations.NullMarked;
