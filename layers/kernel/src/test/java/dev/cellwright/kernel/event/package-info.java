/// Tests of the package of the same name.
@NullMarked
package dev.cellwright.kernel.event;

import org.jspecify.annotations.NullMarked;
