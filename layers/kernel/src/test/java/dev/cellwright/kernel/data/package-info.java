/// Tests of the package of the same name.
@NullMarked
package dev.cellwright.kernel.data;

import org.jspecify.annotations.NullMarked;
