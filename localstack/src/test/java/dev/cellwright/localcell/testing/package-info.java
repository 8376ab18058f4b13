/// Hand-made assemblies and functions for the tests of the local cell.
@NullMarked
package dev.cellwright.localcell.testing;

import org.jspecify.annotations.NullMarked;
